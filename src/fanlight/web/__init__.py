"""The licensing service's pages, and the HTTP interface beside them."""
