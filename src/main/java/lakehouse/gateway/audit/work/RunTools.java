package lakehouse.gateway.audit.work;

import lakehouse.gateway.chat.ChatCalls;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/** What a run needs of the gateway. */
record RunTools(ChatCalls calls, Gates gates, CallExecutor executor, Timer timer) {}
