using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Execution;

public sealed class Secrets
{
    /// <summary>With signs that JSON and addresses write in other ways.</summary>
    private const string Token = "tok-7c\"1ä9/e55+d0f";

    private static readonly HostOptions Options = new() { TakesWhatIsReady = false, Settings = name => name == "SERVICE_TOKEN" ? Token : null };

    [Fact]
    public async Task A_secret_is_used_and_no_byte_of_it_is_stored_when_the_workflow_completes()
    {
        var service = new GuardedActivity.Service();
        using var folder = new TempFolder();
        await using (TestEngine engine = await OpenAsync(folder, service))
        {
            InstanceId id = await engine.RunAsync(Asking(Draw.Literal("Bearer ${SERVICE_TOKEN}")));
            Assert.Equal(InstanceSubStatus.Finished, (await engine.StatusAsync(id)).SubStatus);
            Assert.Equal([$"Bearer {Token}"], service.Tokens);
            IReadOnlyList<JournalEntry> journal = await engine.JournalAsync(id);
            ActivityStarted intent = journal.OfType<ActivityStarted>().Single(one => one.Key is not null);
            Assert.Equal(["Token"], intent.Withheld);
            Assert.Equal(["Question"], intent.Inputs!.Keys);
            Assert.Equal("why: ••••••", journal.OfType<VariableWritten>().Single().Value.GetString());
        }

        AssertNowhere(folder);
    }

    [Fact]
    public async Task A_secret_that_an_error_tells_is_struck_out_of_the_incident_and_of_the_reason_to_try_again()
    {
        var service = new GuardedActivity.Service();
        service.AnswerAsync = token => throw (service.Tokens.Count == 1
            ? new TimeoutException($"no answer for {token}")
            : new InvalidOperationException($"{{\"refused\":{JsonSerializer.Serialize(token)}}} at https://service/?token={Uri.EscapeDataString(token[7..])}"));
        using var folder = new TempFolder();
        var time = new ManualTime();
        await using (TestEngine engine = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new GuardedActivity(service)), time, Options))
        {
            InstanceId id = await engine.RunAsync(Asking(Draw.Literal("Bearer ${SERVICE_TOKEN}")));
            time.Advance(TimeSpan.FromMinutes(1));
            await engine.ContinueAsync(id);
            InstanceState state = await engine.StateAsync(id);
            Assert.Equal("{\"refused\":\"••••••\"} at https://service/?token=••••••", Assert.Single(state.Incidents).Value.Message);
            Assert.Contains("••••••", state.StatusReason, StringComparison.Ordinal);
            Assert.Equal("no answer for ••••••", (await engine.JournalAsync(id)).OfType<RetryScheduled>().Single().Reason);
        }

        AssertNowhere(folder);
    }

    [Fact]
    public async Task A_process_that_died_between_intent_and_result_leaves_no_secret_and_the_next_one_evaluates_it_again()
    {
        var service = new GuardedActivity.Service();
        var id = new InstanceId("crash");
        bool died = true;
        for (int commit = 1; died; commit++)
        {
            service.Tokens.Clear();
            using var fresh = new TempFolder();
            MortalStore? mortal = null;
            await using (TestEngine first = await TestEngine.OpenAsync(fresh.Path, registry => registry.Add(() => new GuardedActivity(service)), options: Options, wrap: store => mortal = new MortalStore(store, commit, true)))
            {
                await first.PublishAsync(Asking(Draw.Script("'tok-7c' + String.fromCharCode(34) + '1ä9' + '/e55' + '+d0f'")));
                await Assert.ThrowsAnyAsync<ProcessDiedException>(async () =>
                {
                    await first.Host.RunAsync("test", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
                    throw new ProcessDiedException();
                });
            }

            died = mortal!.HasDied;
            AssertNowhere(fresh);
            await using (TestEngine second = await OpenAsync(fresh, service))
            {
                await second.ContinueAsync(id);
                Assert.Equal(InstanceSubStatus.Finished, (await second.StatusAsync(id)).SubStatus);
            }

            Assert.All(service.Tokens, token => Assert.Equal(Token, token));
            Assert.NotEmpty(service.Tokens);
            AssertNowhere(fresh);
        }
    }

    [Fact]
    public async Task A_visit_that_waits_has_its_secret_again_when_another_process_resumes_it()
    {
        var heard = new List<string>();
        using var folder = new TempFolder();
        var id = new InstanceId("door");
        await using (TestEngine first = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new DoorActivity(heard.Add)), options: Options))
        {
            await first.PublishAsync(Draw.Workflow(Draw.Activity("Test.Door", "door", ("password", Draw.Literal("${SERVICE_TOKEN}")), ("said", Draw.Into("said"))), variables: [Draw.Variable("said")]));
            await first.Host.RunAsync("test", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
        }

        await using (TestEngine second = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new DoorActivity(heard.Add)), options: Options))
        {
            await second.Client.PublishEventAsync("knock", default, null, "k", CancellationToken.None);
            await second.ContinueAsync(id);
            Assert.Equal("open, ••••••!", (await second.JournalAsync(id)).OfType<VariableWritten>().Single().Value.GetString());
        }

        Assert.Equal([Token, Token], heard);
        AssertNowhere(folder);
    }

    [Fact]
    public async Task A_setting_that_is_not_set_is_named_with_activity_and_input_and_a_retry_finds_it_later()
    {
        var service = new GuardedActivity.Service();
        string? setting = null;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new GuardedActivity(service)), options: Options with { Settings = _ => setting });
        InstanceId id = await engine.RunAsync(Asking(Draw.Literal("${OTHER_TOKEN}")));
        string message = Assert.Single((await engine.StateAsync(id)).Incidents).Value.Message;
        Assert.Contains("'Token' of Test.Guarded 'Call' (call)", message, StringComparison.Ordinal);
        Assert.Contains("'OTHER_TOKEN'", message, StringComparison.Ordinal);
        Assert.Empty(service.Tokens);

        setting = Token;
        await engine.Client.RetryAsync(id, null, null, CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Equal(InstanceSubStatus.Finished, (await engine.StatusAsync(id)).SubStatus);
        Assert.Equal([Token], service.Tokens);
    }

    [Fact]
    public async Task Only_what_the_author_drew_names_a_setting()
    {
        var service = new GuardedActivity.Service();
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new GuardedActivity(service)), options: Options);
        await engine.RunAsync(Asking(Draw.Script("'$' + '{SERVICE_TOKEN}'")));
        Assert.Equal(["${SERVICE_TOKEN}"], service.Tokens);
    }

    [Fact]
    public async Task A_retry_cannot_put_a_secret_into_the_journal_but_may_give_an_input_that_could_not_be_evaluated()
    {
        var service = new GuardedActivity.Service();
        using var folder = new TempFolder();
        await using (TestEngine engine = await OpenAsync(folder, service))
        {
            JsonObject asking = Asking(Draw.Literal("${SERVICE_TOKEN}"));
            asking["root"]!["question"] = Draw.Script("nothing.here");
            InstanceId id = await engine.RunAsync(asking);
            var mended = new Dictionary<string, JsonElement> { ["Question"] = JsonSerializer.SerializeToElement("who"), ["Token"] = JsonSerializer.SerializeToElement("stolen") };
            await engine.Client.RetryAsync(id, null, mended, CancellationToken.None);
            await engine.ContinueAsync(id);
            Assert.Equal([Token], service.Tokens);
            Assert.Equal(["Question"], (await engine.JournalAsync(id)).OfType<ActivityReset>().Single().Inputs!.Keys);
            Assert.Equal("who: ••••••", (await engine.JournalAsync(id)).OfType<VariableWritten>().Single().Value.GetString());
        }

        AssertNowhere(folder);
    }

    private static JsonObject Asking(JsonObject token) => Draw.Workflow(
        Draw.Activity("Test.Guarded", "call", ("token", token), ("question", Draw.Literal("why")), ("result", Draw.Into("answer"))),
        variables: [Draw.Variable("answer")]);

    private static Task<TestEngine> OpenAsync(TempFolder folder, GuardedActivity.Service service)
        => TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new GuardedActivity(service)), options: Options);

    /// <summary>Looks at every byte of the database, its log and whatever else lies there.</summary>
    private static void AssertNowhere(TempFolder folder)
    {
        string[] files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
            foreach (string part in new[] { Token, Token[7..], "1ä9/e55" })
                Assert.False(bytes.IndexOf(Encoding.UTF8.GetBytes(part)) >= 0, $"{Path.GetFileName(file)} holds '{part}'");
        }
    }
}
