// check.mjs CLIENT TASK BASE_URL MODEL TOOL: one real client does one task. Prints one line of JSON: what it got, or what it raised.
const [, , client, task, baseURL, model, tool] = process.argv;
const question = "What is the weather?";
const schema = { type: "object", properties: { city: { type: "string" }, location: { type: "string" } } };

const clients = {
  "openai-node": async () => {
    const { default: OpenAI } = await import("openai");
    const api = new OpenAI({ baseURL, apiKey: "test-key-caller" });
    if (task === "job") return job(api.withOptions({ maxRetries: 40 }));
    const tools = [{ type: "function", function: { name: tool, parameters: schema } }];
    const ask = async (messages) => {
      const got = { role: "assistant", content: "", tool_calls: [] };
      const options = task === "tools" ? { tools } : {};
      for await (const chunk of await api.chat.completions.create({ model, messages, stream: true, ...options })) {
        const delta = chunk.choices[0]?.delta ?? {};
        got.content += delta.content ?? "";
        for (const part of delta.tool_calls ?? []) {
          const call = (got.tool_calls[part.index] ??= { id: "", type: "function", function: { name: "", arguments: "" } });
          call.id += part.id ?? "";
          call.function.name += part.function?.name ?? "";
          call.function.arguments += part.function?.arguments ?? "";
        }
      }
      return got;
    };
    const messages = [{ role: "user", content: question }];
    for (let turn = 0; turn < 5; turn++) {
      const got = await ask(messages);
      if (got.tool_calls.length === 0) return got.content;
      messages.push(got, ...got.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: "40 C" })));
    }
  },
  vercel: async () => {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const { jsonSchema, stepCountIs, streamText, tool: define } = await import("ai");
    let raised;
    const options = task === "tools"
      ? { tools: { [tool]: define({ inputSchema: jsonSchema(schema), execute: async () => "40 C" }) }, stopWhen: stepCountIs(5) }
      : {};
    const result = streamText({
      model: createOpenAICompatible({ name: "gateway", baseURL, apiKey: "test-key-caller" })(model),
      prompt: question,
      onError: ({ error }) => { raised = error; },
      ...options,
    });
    let text = "";
    for await (const part of result.fullStream) {
      if (part.type === "text-delta") text += part.text;
      if (part.type === "error") raised = part.error;
    }
    if (raised) throw raised;
    return text;
  },
  langchain: async () => {
    const { ChatOpenAI } = await import("@langchain/openai");
    const { HumanMessage, ToolMessage } = await import("@langchain/core/messages");
    const chat = new ChatOpenAI({ model, apiKey: "test-key-caller", configuration: { baseURL } });
    const bound = task === "tools" ? chat.bindTools([{ type: "function", function: { name: tool, parameters: schema } }]) : chat;
    const messages = [new HumanMessage(question)];
    for (let turn = 0; turn < 5; turn++) {
      let got;
      for await (const chunk of await bound.stream(messages)) got = got ? got.concat(chunk) : chunk;
      if (!got.tool_calls?.length) return got.content;
      messages.push(got, ...got.tool_calls.map((call) => new ToolMessage({ tool_call_id: call.id, content: "40 C" })));
    }
  },
};

// Unattended work until standard input ends: calls in one piece and streams in turn. Says when it
// has begun, and at the end the different answers and how many there were.
async function job(api) {
  let ends = false;
  process.stdin.on("end", () => { ends = true; }).resume();
  const messages = [{ role: "user", content: "ping" }];
  const answers = new Set();
  let calls = 0;
  do {
    answers.add((await api.chat.completions.create({ model, messages })).choices[0].message.content);
    let text = "";
    for await (const chunk of await api.chat.completions.create({ model, messages, stream: true })) {
      text += chunk.choices[0]?.delta?.content ?? "";
    }
    answers.add(text);
    if (calls === 0) console.log("works");
    calls += 2;
  } while (!ends);
  return `${calls} calls: ${[...answers].join(", ")}`;
}

try {
  console.log(JSON.stringify({ answer: await clients[client]() }));
} catch (error) {
  const known = error?.lastError ?? error;
  console.log(JSON.stringify({ raised: String(known?.message ?? known), status: known?.status ?? known?.statusCode ?? null }));
}
