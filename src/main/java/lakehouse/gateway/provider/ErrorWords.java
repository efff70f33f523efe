package lakehouse.gateway.provider;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The codes and words by which vendors tell their errors. Each stands here because a vendor was recorded to use it; the
 * bodies are in {@code src/test/resources/upstream/errors/recorded.txt}.
 */
final class ErrorWords {
    /** The key is at fault, whatever the status. */
    static final List<String> KEY_CODES = List.of(
            "api_key_invalid",
            "api_key_expired",
            "api_key_service_blocked",
            "invalid_api_key",
            "invalidapikey",
            "incorrect_api_key",
            "wrong_api_key",
            "authentication_error",
            "authenticationerror",
            "authentication_failed",
            "authorized_error",
            "invalid_authentication",
            "unauthenticated",
            "unauthorized",
            "invalid_token",
            "token_expired",
            "auth_error");

    static final Pattern KEY = Pattern.compile(
            "(?:api[ _-]?keys?|access[ _-]?tokens?|bearer token|subscription key|secret key|credentials?)"
                    + "(?: was| is| are| has been|:)?.{0,40}?\\b(?:not valid|invalid|incorrect|wrong|expired|revoked|disabled|deactivated|blocked|missing|not found|"
                    + "not provided|leaked|malformed|required|unknown|does ?n[o']t exist|not recognized)\\b"
                    + "|\\b(?:invalid|incorrect|wrong|expired|missing|unknown|revoked|no|bad|malformed|valid)\\b.{0,20}"
                    + "(?:api[ _-]?keys?|auth(?:entication|orization)? ?(?:token|header|credentials?)|bearer|access[ _-]?token|subscription key|credentials?)\\b"
                    + "|\\binvalid token\\b|\\btoken (?:is )?(?:invalid|expired)\\b|\\bunauthori[sz]ed\\b|\\bunauthenticated\\b|\\bauthentication (?:failed|fails|error|required)\\b"
                    + "|\\blogin fail|\\bunregistered callers\\b|令牌|身份验证|鉴权失败|密钥无效|无效的.{0,6}key|key.{0,6}无效");

    /** The account's credit or quota is used up. */
    static final List<String> QUOTA_CODES = List.of(
            "insufficient_quota",
            "insufficient_user_quota",
            "exceeded_current_quota",
            "insufficient_balance",
            "insufficient_credit",
            "insufficient_fund",
            "insufficient balance",
            "creditserror",
            "credits_exhausted",
            "billing_error",
            "billing_hard_limit",
            "billing_not_active",
            "budget_exceeded",
            "exceededbudget",
            "quota_exceeded_error",
            "free_quota_exceeded",
            "usage_limit_reached",
            "arrearage",
            "1113",
            "1308",
            "1309",
            "1310");

    static final Pattern QUOTA = Pattern.compile("insufficient.{0,20}(?:balance|funds?|credits?|quota)"
            + "|(?:balance|credits?|funds?)\\b.{0,20}\\b(?:insufficient|exhausted|too low|used up|depleted|negative)"
            + "|\\b(?:no|out of|not enough|run out of|any|used all available) (?:more )?(?:free )?credits?\\b|credit balance|payment required"
            + "|spend(?:ing)?[ _](?:limit|cap)|budget (?:has been |was )?exceeded|exceeded.{0,20}budget"
            + "|(?:daily|weekly|monthly|7-day|5-hour|session|billing cycle|this period|api usage)\\b.{0,40}\\b(?:limits?|quota)\\b"
            + "|\\blimits? .{0,20}(?:billing cycle|this period|this month)|hard limit|key limit exceeded|arrear|good standing|overdue"
            + "|please (?:recharge|top up)|subscription (?:has )?expired|plan (?:has )?expired|quota will"
            + "|余额不足|余额已|欠费|充值|额度不足|额度已|使用上限");

    /** Speaks of a quota, and is a rate limit all the same when a figure says that it passes soon. */
    static final List<String> PERHAPS_QUOTA =
            List.of("billing", "usage limit", "exceeded your current quota", "quota exceeded");

    /** Too many calls at the moment. */
    static final List<String> RATE_CODES = List.of(
            "rate_limit",
            "ratelimit",
            "rate limit",
            "too_many_requests",
            "toomanyrequests",
            "throttl",
            "request_quota_exceeded",
            "1302",
            "1303");

    static final Pattern RATE = Pattern.compile(
            "\\b(?:per|a|each)[ -](?:minute|min|second|sec)s?\\b|\\d ?/ ?(?:minute|min|second|sec)\\b|\\b[rt]p[ms]\\b"
                    + "|per_?minute|per_?second|perminute|persecond|concurren|request rate|速率限制|请求频率|并发");

    /** One request asks for more than a whole minute may have: to wait for another minute helps nobody. */
    static final Pattern TOO_LARGE = Pattern.compile("request too large|must be reduced");

    static final Pattern RATE_WORDS = Pattern.compile("rate.?limit|too many requests|速率限制|请求频率");

    static final List<String> BANNED_CODES = List.of("account_deactivated", "consumer_suspended", "account_suspended");

    static final Pattern BANNED = Pattern.compile(
            "(?:account|organi[sz]ation|consumer|project)\\b.{0,60}\\b(?:has been|is|was|been) (?:deactivated|disabled|banned|terminated|suspended)");

    /** The provider's policy refuses the content. */
    static final List<String> POLICY = List.of(
            "content_filter",
            "contentfilter",
            "content_policy",
            "responsibleaipolicy",
            "considered high risk",
            "content exists risk",
            "flagged",
            "moderation",
            "data_inspection_failed",
            "datainspectionfailed",
            "inappropriate content",
            "sensitive content",
            "new_sensitive",
            "prohibited_content",
            "敏感");

    static final List<String> TOO_LONG = List.of(
            "context_length",
            "context_window",
            "context_size",
            "context length",
            "context window",
            "context size",
            "maximum context",
            "prompt is too long",
            "input is too long",
            "input too long",
            "input_too_long",
            "exceeded model token limit",
            "exceeds the maximum number of tokens",
            "range of input length",
            "reduce the length of the messages",
            "prompt too long");

    /** The provider has no such model, or none for this account. */
    static final List<String> NO_MODEL_CODES = List.of(
            "model_not_found", "modelnotfound", "deploymentnotfound", "model_decommissioned", "model_not_available");

    static final Pattern NO_MODEL = Pattern.compile(
            "\\bmodels?\\b.{0,160}\\b(?:not found|not exist|n't exist|no longer (?:available|supported)|decommissioned|not available|inaccessible|unknown)\\b"
                    + "|\\b(?:unknown|invalid|no such|unrecognized|unsupported) model\\b(?! parameter)|not a valid model|not found the model|not have access to.{0,20}model|no endpoints found|模型不存在");

    /** The request is well formed, and another model may well take it. */
    static final List<String> NOT_HERE = List.of(
            "does not support", "doesn't support", "prefill", "no endpoints found that support", "is not a multimodal");

    private ErrorWords() {}
}
