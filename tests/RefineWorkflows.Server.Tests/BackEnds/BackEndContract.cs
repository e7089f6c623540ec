using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What the client of every kind of back end keeps to, whether its server paints or talks. Run against each kind's protocol server.</summary>
/// <typeparam name="TClient">The kind's client.</typeparam>
public abstract class BackEndContract<TClient> : IAsyncLifetime
    where TClient : class, IDisposable
{
    protected const string Secret = "painter:Tr0ub4dor&3-hidden/+abc";

    private readonly List<TClient> opened = [];

    private protected ProtocolServer Server { get; private set; } = null!;

    /// <summary>What its server counts the requests by that faults are meant for: the ones that do the work.</summary>
    protected abstract string[] WorkCounts { get; }

    /// <summary>Whether work whose answer was cut off can be asked about, and is not lost.</summary>
    protected virtual bool SurvivesCut => false;

    private protected abstract WebApplication At(string url);

    protected abstract BackEndSettings Settings(Uri address);

    protected abstract TClient Create(BackEndSettings settings);

    /// <summary>One piece of the work that it is there for.</summary>
    protected abstract Task WorkAsync(TClient client, CancellationToken cancellationToken);

    protected abstract Task<BackEndState> AskAsync(TClient client);

    public async Task InitializeAsync() => Server = await ProtocolServer.StartAsync(At);

    public async Task DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await Server.DisposeAsync();
    }

    [Theory]
    [InlineData("status", 500, BackEndFailure.Overloaded)]
    [InlineData("status", 502, BackEndFailure.Overloaded)]
    [InlineData("status", 503, BackEndFailure.Overloaded)]
    [InlineData("status", 504, BackEndFailure.Timeout)]
    [InlineData("status", 400, BackEndFailure.InvalidRequest)]
    [InlineData("status", 422, BackEndFailure.InvalidRequest)]
    [InlineData("status", 401, BackEndFailure.Auth)]
    [InlineData("status", 403, BackEndFailure.Auth)]
    [InlineData("status", 404, BackEndFailure.NotFound)]
    [InlineData("rate-limit", null, BackEndFailure.RateLimited)]
    [InlineData("garbage", null, BackEndFailure.Protocol)]
    [InlineData("missing-model", null, BackEndFailure.NotFound)]
    [InlineData("huge-body", null, BackEndFailure.Protocol)]
    [InlineData("redirect", null, BackEndFailure.Protocol)]
    [InlineData("oom", null, BackEndFailure.OutOfMemory)]
    public async Task A_fault_is_told_by_what_can_be_done_about_it_and_without_the_secret(string fault, int? status, BackEndFailure usual)
    {
        // More often than anybody tries again by itself, so that what is told is what the server says.
        await Server.FailAsync(new DevFault(fault, Times: 4, Status: status, RetryAfter: 7));
        TClient client = Open(settings => settings with { LargestReply = 4 << 20 });
        long before = GC.GetTotalAllocatedBytes();
        BackEndException told = await FailureAsync(client);
        Assert.Equal(usual, told.Failure);
        Assert.Equal(fault == "rate-limit" ? TimeSpan.FromSeconds(7) : told.RetryAfter, told.RetryAfter);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 256 << 20, "More of the reply was read than is allowed.");
        foreach (string hidden in new[] { Secret, Secret[8..], Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) })
            Assert.DoesNotContain(hidden, told.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("rate-limit")]
    [InlineData("garbage")]
    [InlineData("redirect")]
    public async Task A_fault_is_passed_on_and_not_tried_again_here(string fault)
    {
        await Server.FailAsync(new DevFault(fault));
        await FailureAsync(Open());
        Assert.Equal(1, await WorksAsync());
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_an_answer_is_told_where_nobody_can_ask_again()
    {
        await Server.FailAsync(new DevFault("cut"));
        if (SurvivesCut)
            await WorkAsync(Open(), CancellationToken.None);
        else
            Assert.Equal(BackEndFailure.Transport, (await FailureAsync(Open())).Failure);
        Assert.Equal(1, await WorksAsync());
    }

    [Fact]
    public async Task A_fault_that_has_passed_leaves_nothing_behind()
    {
        await Server.FailAsync(new DevFault("status"));
        TClient client = Open();
        await FailureAsync(client);
        await WorkAsync(client, CancellationToken.None);
    }

    [Fact]
    public async Task Something_else_than_an_answer_is_shown_as_it_came()
    {
        await Server.FailAsync(new DevFault("garbage"));
        Assert.Contains("502 Bad Gateway", (await FailureAsync(Open())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        await Server.FailAsync(new DevFault("slow", Times: 2));
        Assert.Equal(BackEndFailure.Timeout, (await FailureAsync(Open(settings => settings with { Timeout = TimeSpan.FromMilliseconds(300) }))).Failure);
    }

    [Fact]
    public async Task Cancelling_takes_no_longer_than_five_seconds_however_slow_the_server_is()
    {
        await Server.FailAsync(new DevFault("slow", Times: 100));
        TClient client = Open();
        using var cancel = new CancellationTokenSource();
        Task working = WorkAsync(client, cancel.Token);
        await Server.UntilAsync(WorkCounts[0], 1);
        long start = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        BackEndException told = await FailureAsync(Open(settings => settings with { Address = new Uri("http://127.0.0.1:1") }));
        Assert.Equal(BackEndFailure.Transport, told.Failure);
        Assert.Contains("127.0.0.1:1", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_what_it_is_it_tells_its_models_and_does_no_work()
    {
        Assert.NotEmpty((await AskAsync(Open())).Models);
        Assert.Equal(0, await WorksAsync());
    }

    [Fact]
    public async Task A_model_that_it_does_not_have_is_noticed_when_it_is_asked()
    {
        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => AskAsync(Open(settings => settings with { Model = "nowhere.safetensors" })));
        Assert.Equal(BackEndFailure.NotFound, told.Failure);
        Assert.Contains("nowhere.safetensors", told.Message, StringComparison.Ordinal);
    }

    /// <summary>A client of the server with the secret.</summary>
    protected TClient Open(Func<BackEndSettings, BackEndSettings>? change = null)
    {
        BackEndSettings settings = Settings(Server.Address) with { Secret = Secret };
        TClient client = Create(change?.Invoke(settings) ?? settings);
        opened.Add(client);
        return client;
    }

    protected Task<BackEndException> FailureAsync(TClient client) => Assert.ThrowsAsync<BackEndException>(() => WorkAsync(client, CancellationToken.None));

    /// <summary>How often the server was asked to work.</summary>
    protected async Task<long> WorksAsync()
    {
        long works = 0;
        foreach (string count in WorkCounts)
            works += await Server.CountAsync(count);
        return works;
    }
}
