"""The law's procedure as pure functions over dated data: who needs a licence, who decides what by when, and with what consequence."""
