using System.Diagnostics;
using System.Text.Json;
using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

public sealed class JavaScriptWorkers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Two_hundred_evaluations_at_once_each_get_their_own_answer()
    {
        await using var pool = new JavaScriptWorkerPool(JavaScriptBench.Options());
        JavaScriptResult[] results = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => pool.EvaluateAsync(
            JavaScriptBench.Request("variables.n = variables.n * 2; getN() + 1", new { n = number }), CancellationToken.None)));
        Assert.Equal(Enumerable.Range(0, 200).Select(number => (number * 2) + 1), results.Select(result => result.Value.GetInt32()));
        Assert.Equal(2, pool.WorkerIds.Count);
    }

    [Fact]
    public async Task A_killed_worker_costs_its_own_evaluation_only()
    {
        await using var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Workers = 1 });
        await pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None);
        int id = Assert.Single(pool.WorkerIds);

        Task<JavaScriptResult> lost = pool.EvaluateAsync(JavaScriptBench.Request("while (true);"), CancellationToken.None);
        Task<JavaScriptResult> waiting = pool.EvaluateAsync(JavaScriptBench.Request("2"), CancellationToken.None);
        using (Process worker = Process.GetProcessById(id))
            worker.Kill();

        // Killed before it had read the request, the evaluation would simply run on another worker, and time out there.
        JavaScriptException failure = await Assert.ThrowsAsync<JavaScriptException>(() => lost.WaitAsync(Patience));
        Assert.Contains(failure.Failure, new[] { JavaScriptFailure.WorkerLost, JavaScriptFailure.Timeout });
        Assert.Equal("2", (await waiting.WaitAsync(Patience)).Value.GetRawText());
        Assert.NotEqual(id, Assert.Single(pool.WorkerIds));
    }

    [Fact]
    public async Task A_worker_that_died_while_idle_is_replaced_unnoticed()
    {
        await using var pool = new JavaScriptWorkerPool(JavaScriptBench.Options(workers: 1));
        await pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None);
        using (Process worker = Process.GetProcessById(Assert.Single(pool.WorkerIds)))
        {
            worker.Kill();
            await worker.WaitForExitAsync().WaitAsync(Patience);
        }
        Assert.Equal("2", (await pool.EvaluateAsync(JavaScriptBench.Request("2"), CancellationToken.None)).Value.GetRawText());
    }

    [Fact]
    public async Task A_cancelled_evaluation_stops_and_the_next_one_works()
    {
        await using var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Workers = 1, TimeLimit = TimeSpan.FromSeconds(60) });
        await pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        Task running = pool.EvaluateAsync(JavaScriptBench.Request("while (true);"), cancellation.Token);
        Task waiting = pool.EvaluateAsync(JavaScriptBench.Request("1"), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        Assert.Equal("2", (await pool.EvaluateAsync(JavaScriptBench.Request("2"), CancellationToken.None).WaitAsync(Patience)).Value.GetRawText());
    }

    [Fact]
    public async Task A_worker_that_does_not_even_read_is_killed_at_the_deadline()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var pool = new JavaScriptWorkerPool(JavaScriptBench.Options(workers: 1));
        await pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None);
        using (Process stop = Process.Start("kill", ["-STOP", $"{Assert.Single(pool.WorkerIds)}"]))
            await stop.WaitForExitAsync();
        Task<JavaScriptResult> stuck = pool.EvaluateAsync(JavaScriptBench.Request("1", new { large = new string('x', 1_000_000) }), CancellationToken.None);
        Assert.Equal(JavaScriptFailure.Timeout, (await Assert.ThrowsAsync<JavaScriptException>(() => stuck.WaitAsync(Patience))).Failure);
        Assert.Equal("2", (await pool.EvaluateAsync(JavaScriptBench.Request("2"), CancellationToken.None)).Value.GetRawText());
    }

    [Fact]
    public async Task A_worker_is_replaced_after_its_share_of_evaluations()
    {
        JavaScriptOptions options = JavaScriptBench.Options(workers: 1);
        options.EvaluationsPerWorker = 2;
        await using var pool = new JavaScriptWorkerPool(options);
        var ids = new List<int>();
        for (int evaluation = 0; evaluation < 4; evaluation++)
        {
            await pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None);
            ids.AddRange(pool.WorkerIds);
        }
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_closed_pool_ends_its_workers_and_what_they_do()
    {
        var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Workers = 1, TimeLimit = TimeSpan.FromSeconds(60) });
        await pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None);
        using Process worker = Process.GetProcessById(Assert.Single(pool.WorkerIds));
        Task running = pool.EvaluateAsync(JavaScriptBench.Request("while (true);"), CancellationToken.None);
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => running.WaitAsync(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None));
        Assert.True(worker.HasExited);
    }

    [Fact]
    public async Task Without_node_the_error_says_what_to_do()
    {
        await using var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Node = "no-such-node" });
        JavaScriptException failure = await Assert.ThrowsAsync<JavaScriptException>(
            () => pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None));
        Assert.Equal(JavaScriptFailure.NodeMissing, failure.Failure);
        Assert.Contains("JavaScript:Node", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_node_is_told_apart()
    {
        await using var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Node = "dotnet" });
        JavaScriptException failure = await Assert.ThrowsAsync<JavaScriptException>(
            () => pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None));
        Assert.Equal(JavaScriptFailure.NodeMissing, failure.Failure);
        Assert.Contains("'dotnet' did not start the worker", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_too_large_or_too_deep_are_refused_before_they_are_sent()
    {
        await using var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Node = "no-such-node", MaxRequestBytes = 1000 });
        await AssertTooLargeAsync(new { a = new string('x', 1001) });
        string deep = new string('[', 65) + new string(']', 65);
        using var document = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 100 });
        await AssertTooLargeAsync(new Dictionary<string, JsonElement> { ["deep"] = document.RootElement });

        async Task AssertTooLargeAsync(object variables) => Assert.Equal(
            JavaScriptFailure.TooLarge,
            (await Assert.ThrowsAsync<JavaScriptException>(
                () => pool.EvaluateAsync(JavaScriptBench.Request("1", variables), CancellationToken.None))).Failure);
    }

    [Fact]
    public async Task The_deepest_value_allowed_goes_in_and_out()
    {
        await using var pool = new JavaScriptWorkerPool(JavaScriptBench.Options(workers: 1));
        string deep = new string('[', 64) + new string(']', 64);
        using var document = JsonDocument.Parse(deep);
        JavaScriptResult result = await pool.EvaluateAsync(
            JavaScriptBench.Request("variables.copy = variables.deep", new Dictionary<string, JsonElement> { ["deep"] = document.RootElement }),
            CancellationToken.None);
        Assert.Equal(deep, result.Value.GetRawText());
        Assert.Equal(deep, Assert.Single(result.Writes).Value.GetRawText());
    }

    [Fact]
    public void A_worker_has_the_environment_it_needs_and_no_more()
    {
        ProcessStartInfo start = NodeCommand.For(new JavaScriptOptions(), null);
        Assert.All(start.Environment.Keys, name => Assert.Contains(name, new[] { "PATH", "SystemRoot", "LD_LIBRARY_PATH", "TZ" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData("while (true);")]
    [InlineData("new Array(2e9).join('x')")]
    public async Task A_worker_does_not_outlive_its_host(string? script)
    {
        JavaScriptOptions options = JavaScriptBench.Options();
        options.Grace = TimeSpan.FromMilliseconds(200);
        using Process worker = Process.Start(NodeCommand.For(options, null))!;
        await worker.StandardOutput.ReadLineAsync();
        if (script is not null)
        {
            await worker.StandardInput.BaseStream.WriteAsync(WorkerProtocol.Evaluation(1, JavaScriptBench.Request(script), options));
            await worker.StandardInput.BaseStream.FlushAsync();
        }
        // This is all that a worker ever sees of a host that was killed.
        worker.StandardInput.Close();
        worker.StandardOutput.Close();
        await worker.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(worker.HasExited);
    }
}
