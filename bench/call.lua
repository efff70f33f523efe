-- What wrk sends, and how it reports. Environment: BENCH_BODY names a file, BENCH_HEADERS holds "Name: value" lines.
local function body()
    local file = assert(io.open(os.getenv("BENCH_BODY"), "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

wrk.method = "POST"
wrk.body = body()
for line in os.getenv("BENCH_HEADERS"):gmatch("[^\n]+") do
    local name, value = line:match("^(.-): (.*)$")
    wrk.headers[name] = value
end

function done(summary, latency, requests)
    local errors = summary.errors
    print(string.format("RESULT requests=%d micros=%d errors=%d p50=%d p99=%d", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
