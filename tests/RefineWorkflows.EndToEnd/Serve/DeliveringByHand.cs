using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Serve;

public sealed class DeliveringByHand
{
    [Fact]
    public async Task A_webhook_is_added_and_tried_out_beside_the_server_that_answers_it()
    {
        using var data = new DataFolder();
        using var server = new ServerProcess(data.Path);
        await server.StartAsync();
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "webhooks", "add", "ideas", "--workflow", "refine-loop", "--map", "Prompt=issue.title")).ExitCode);

        RefineResult tried = await RefineProcess.RunAsync(data.Path, "webhooks", "test", "ideas", "--server", server.Address, "--payload", """{"issue":{"title":"a blue mug"}}""");

        Assert.True(tried.ExitCode == 0, tried.Errors);
        Assert.StartsWith("202 ", tried.Output, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        JsonElement runs = await client.GetFromJsonAsync<JsonElement>("/api/v1/runs");
        Assert.Equal("refine-loop", Assert.Single(runs.GetProperty("items").EnumerateArray()).GetProperty("definitionId").GetString());
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_by_its_option()
    {
        using var data = new DataFolder();
        RefineResult refused = await RefineProcess.RunAsync(data.Path, "webhooks", "test", "ideas", "--server", "here");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--server is 'here'", refused.Errors, StringComparison.Ordinal);
    }
}
