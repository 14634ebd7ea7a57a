"""Letters: every document of the licensing service, composed from a council's words and the particulars of a case."""
