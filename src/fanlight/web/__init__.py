"""The licensing service's pages and its settings."""
