package lakehouse.gateway.audit.work;

import lakehouse.gateway.dispatch.InternalCalls;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/** What a run needs of the gateway. */
record RunTools(InternalCalls calls, Gates gates, CallExecutor executor, Timer timer) {}
