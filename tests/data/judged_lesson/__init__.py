"""A lesson that every row of the scorecard passes, and its scenes broken one by one."""
