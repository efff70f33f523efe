package lakehouse.gateway.audit.command;

/** How a run of git ended: its exit code, what it wrote, and what it said beside that. */
record GitOutcome(int code, String output, String message) {}
