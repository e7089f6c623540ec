using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RefineWorkflows.EndToEnd.Shared;
using Xunit.Abstractions;

namespace RefineWorkflows.EndToEnd;

public sealed partial class WebhookLoad(ITestOutputHelper output)
{
    private const int Deliveries = 2000;
    private const int Connections = 50;

    /// <summary>The first deliveries meet code that is still being compiled; they count, but not for the latency.</summary>
    private const int WarmUp = 400;

    private const string Line = """
        {"definitionId":"line","id":"line-v1","name":"line","version":1,"inputs":[{"name":"n","type":"Int32"}],
         "root":{"type":"Elsa.Sequence","id":"main","version":1,"activities":[{"type":"Elsa.WriteLine","id":"a","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"delivered"}}}]}}
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Every_accepted_delivery_becomes_exactly_one_finished_run(int kills)
    {
        using var data = new DataFolder();
        string file = Path.Combine(data.Path, "line.json");
        await File.WriteAllTextAsync(file, Line);
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "definitions", "import", file)).ExitCode);
        RefineResult added = await RefineProcess.RunAsync(data.Path, "webhooks", "add", "load", "--workflow", "line");
        byte[] secret = Encoding.UTF8.GetBytes(Secret().Match(added.Output).Value);
        using var server = new ServerProcess(data.Path);
        await server.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { Timeout = TimeSpan.FromSeconds(30) };

        var runs = new ConcurrentDictionary<int, string>();
        var latencies = new ConcurrentBag<double>();
        using var kill = new SemaphoreSlim(1);
        int killed = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, Deliveries), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, cancellationToken) =>
        {
            runs[number] = await DeliverAsync(http, () => server.Address, secret, number, latencies, cancellationToken);
            if (runs.Count > Deliveries * (killed + 1) / (kills + 1) && killed < kills && await kill.WaitAsync(0, cancellationToken))
            {
                server.Kill();
                killed++;
                await server.StartAsync();
                kill.Release();
            }
        });

        Assert.Equal(kills, killed);
        Assert.Equal(Deliveries, runs.Values.Distinct().Count());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await CountAsync(http, server.Address, "Finished", patience.Token) < Deliveries)
            await CountAsync(http, server.Address, null, patience.Token);
        Assert.Equal(Deliveries, await CountAsync(http, server.Address, null, patience.Token));
        double[] sorted = [.. latencies.Order()];
        output.WriteLine($"{Deliveries} deliveries on {Connections} connections, {kills} kills: median {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[sorted.Length * 99 / 100]:0.0} ms");
    }

    /// <summary>Sends as GitHub does, again and again until it is accepted.</summary>
    private static async Task<string> DeliverAsync(HttpClient http, Func<string> address, byte[] secret, int number, ConcurrentBag<double> latencies, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"n":{{number}}}""");
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{address()}/webhooks/load") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("X-GitHub-Event", "push");
            request.Headers.Add("X-GitHub-Delivery", $"delivery-{number.ToString(CultureInfo.InvariantCulture)}");
            request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))}");
            try
            {
                long begun = Stopwatch.GetTimestamp();
                using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                {
                    string id = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
                    if (number > WarmUp)
                        latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    return id;
                }

                Assert.Fail($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
            catch (HttpRequestException)
            {
                // The server is dead for the moment; a sender tries again.
            }
            catch (IOException)
            {
                // It died while it answered: whether the delivery counts is not known, so it is sent again.
            }
        }
    }

    private static async Task<int> CountAsync(HttpClient http, string address, string? status, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            $"{address}/elsa/api/workflow-instances",
            new { page = 0, pageSize = 1, definitionId = "line", statuses = status is null ? Array.Empty<string>() : [status] },
            cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("totalCount").GetInt32();
    }

    [GeneratedRegex(@"whsec_\S+|(?<=[Ss]ecret:?\s+)\S+")]
    private static partial Regex Secret();
}
