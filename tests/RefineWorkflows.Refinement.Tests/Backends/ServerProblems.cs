using System.Net;
using System.Text;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.OpenAi;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class ServerProblems
{
    [Theory]
    [InlineData(400, """{"error":{"message":"Your request was rejected.","type":"invalid_request_error","param":null,"code":"moderation_blocked"}}""", BackEndFailure.ContentBlocked)]
    [InlineData(400, """{"error":{"message":"x","type":null,"param":null,"code":"content_policy_violation"}}""", BackEndFailure.ContentBlocked)]
    [InlineData(401, """{"error":"bad key"}""", BackEndFailure.Auth)]
    [InlineData(404, """{"detail":"Not Found"}""", BackEndFailure.NotFound)]
    [InlineData(429, """{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded"}}""", BackEndFailure.RateLimited)]
    [InlineData(429, """{"error":{"message":"pay","type":"insufficient_quota","code":"insufficient_quota"}}""", BackEndFailure.Quota)]
    [InlineData(400, """{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}""", BackEndFailure.InvalidRequest)]
    [InlineData(501, """{"error":{"code":501,"message":"This server does not support slots","type":"not_supported_error"}}""", BackEndFailure.InvalidRequest)]
    [InlineData(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", BackEndFailure.Overloaded)]
    [InlineData(400, """{"object":"error","message":"too many images","type":"BadRequestError","param":null,"code":400}""", BackEndFailure.InvalidRequest)]
    [InlineData(500, """{"error":{"message":"CUDA out of memory."}}""", BackEndFailure.OutOfMemory)]
    [InlineData(502, "<html>Bad Gateway</html>", BackEndFailure.Overloaded)]
    [InlineData(500, "[]", BackEndFailure.Overloaded)]
    [InlineData(400, """{"error":[]}""", BackEndFailure.InvalidRequest)]
    public void Every_shape_of_error_is_read(int status, string body, BackEndFailure expected)
    {
        using var http = new ModelHttp(new BackEndSettings { Name = "x", Kind = BackEndKind.OpenAiChat, Address = new Uri("http://127.0.0.1:1") }, null, TimeProvider.System);
        var reply = new ModelReply((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), null, TimeSpan.FromSeconds(3), "req-1");
        BackEndException failure = OpenAiProblem.Read(reply, http).ToFailure(reply, http);
        Assert.Equal(expected, failure.Failure);
        Assert.Contains("req-1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(3), failure.RetryAfter);
    }

    [Theory]
    [InlineData("1s", 1.0)]
    [InlineData("6m0s", 360.0)]
    [InlineData("120ms", 0.12)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("999999h", 86400.0)]
    public void The_time_a_limit_begins_anew_is_read(string text, double? seconds)
        => Assert.Equal(seconds, RateLimitReset.Parse(text)?.TotalSeconds);
}
