"""What changes a case, one module a noun: each function is one transaction or part of one."""
