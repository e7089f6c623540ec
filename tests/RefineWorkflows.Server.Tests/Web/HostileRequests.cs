using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Web;

/// <summary>Every route gets what nobody should send. It may refuse it as it likes, but never break, and never show its insides.</summary>
public sealed class HostileRequests
{
    private static readonly string[] Names = ["1", "refine-loop", "..%2f..%2fetc%2fpasswd", "%00", "a%20b%3Cscript%3E", new string('x', 3000), "🙂"];

    private static readonly (string Type, byte[] Content)[] Bodies =
    [
        ("application/json", []),
        ("application/json", "{"u8.ToArray()),
        ("application/json", "null"u8.ToArray()),
        ("application/json", "[1,2,3]"u8.ToArray()),
        ("application/json", "\"text\""u8.ToArray()),
        ("application/json", [0xFF, 0xFE, 0x00, 0xC3, 0x28]),
        ("application/json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 20_000)))),
        ("application/json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000))),
        ("application/json", """{"model":{"definitionId":["x"],"name":{"a":1},"root":{"type":"Elsa.Flowchart","id":"f","activities":"many","connections":{"source":7}},"variables":"none","options":[1],"createdAt":"yesterday"},"publish":"perhaps"}"""u8.ToArray()),
        ("application/json", """{"model":{"name":"n","root":{"type":"Elsa.Sequence","id":"s","activities":[{"type":"Elsa.If","id":"s"},{"type":7,"id":{}},null,[]]}},"publish":true}"""u8.ToArray()),
        ("application/json", """{"$type":"System.Diagnostics.Process, System.Diagnostics.Process","ids":[{"$type":"System.IO.FileInfo"}],"definitionIds":{"a":1},"page":"first","pageSize":-5,"statuses":"all","timestampFilters":[{"column":"x; DROP TABLE instance"}],"filter":{"activityNodeIds":7}}"""u8.ToArray()),
        ("application/json", """{"page":-1,"pageSize":2147483647,"orderBy":"sqlite_master","orderDirection":"Sideways","definitionId":"refine-loop","input":{"prompt":{"a":[]},"maxIterations":"many"},"versionOptions":"Everything"}"""u8.ToArray()),
        ("text/plain", "hello"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"../a.zip\"\r\n\r\nPK\u0003\u0004 not a zip\r\n--x--\r\n"u8.ToArray()),
        ("application/x-www-form-urlencoded", "a=1&a=2&%00=%"u8.ToArray()),
    ];

    [Fact]
    public async Task No_request_breaks_the_server_or_shows_a_stack_trace()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        List<string> broken = [];
        int sent = 0;
        foreach (RouteEndpoint route in server.Routes)
        {
            foreach (string method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                bool hasBody = method is "POST" or "PUT" or "PATCH";
                foreach (string name in route.RoutePattern.Parameters.Count > 0 ? Names : Names[..1])
                {
                    foreach ((string type, byte[] content) in hasBody ? Bodies : Bodies[..1])
                    {
                        sent++;
                        if (await SendAsync(server.Client, method, $"{Path(route.RoutePattern, name)}?Page=-1&PageSize=none&limit=%00&versionOptions=%F0%9F", hasBody ? content : null, type) is { } problem)
                            broken.Add(problem);
                    }
                }
            }
        }

        Assert.True(sent > 1000, $"only {sent} requests were sent");
        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(20)));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/ready")).StatusCode);
    }

    private static async Task<string?> SendAsync(HttpClient client, string method, string path, byte[]? content, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (content is not null)
        {
            request.Content = new ByteArrayContent(content);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        // A stream of events has no end to read to.
        string body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(patience.Token);
        bool isBroken = (int)answer.StatusCode >= 500 || body.Contains("   at ", StringComparison.Ordinal) || body.Contains("System.", StringComparison.Ordinal) && body.Contains("Exception", StringComparison.Ordinal);
        return isBroken ? $"{method} {path} <- {type} {(content is null ? "" : Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(60, content.Length))))}: {answer.StatusCode} {body[..Math.Min(300, body.Length)]}" : null;
    }

    private static string Path(RoutePattern pattern, string name)
        => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Count > 0 => "1",
            _ => name,
        }))));
}
