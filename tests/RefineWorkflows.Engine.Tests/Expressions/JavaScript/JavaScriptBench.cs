using System.Text.Json;
using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

/// <summary>A pool with short limits, and requests that name only what a test is about.</summary>
public sealed class JavaScriptBench : IAsyncLifetime
{
    public JavaScriptWorkerPool Pool { get; } = new(Options());

    /// <summary>
    /// The test host's thread pool was measured up to 0.94 s late on two cores, without any worker: a host deadline below
    /// that fails scripts that were answered in time.
    /// </summary>
    public static TimeSpan HostGrace { get; } = TimeSpan.FromSeconds(2);

    public static JavaScriptOptions Options(int workers = 2) => new()
    {
        Workers = workers,
        TimeLimit = TimeSpan.FromMilliseconds(300),
        Grace = HostGrace,
    };

    public static JavaScriptRequest Request(
        string script,
        object? variables = null,
        object? inputs = null,
        object? outputs = null,
        object? arguments = null,
        object? lastResult = null,
        ulong seed = 0)
        => new(
            script,
            Values(variables),
            Values(inputs),
            Values(outputs),
            JsonSerializer.SerializeToElement(lastResult),
            new JavaScriptInstance("instance-1", "First", null, "definition-1", "definition-1:v3", 3),
            Values(arguments),
            seed,
            DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));

    public async Task<string> JsonAsync(
        string script, object? variables = null, object? inputs = null, object? outputs = null, object? arguments = null, object? lastResult = null)
        => (await RunAsync(script, variables, inputs, outputs, arguments, lastResult)).Value.GetRawText();

    public Task<JavaScriptResult> RunAsync(
        string script, object? variables = null, object? inputs = null, object? outputs = null, object? arguments = null, object? lastResult = null)
        => Pool.EvaluateAsync(Request(script, variables, inputs, outputs, arguments, lastResult), CancellationToken.None);

    public Task<JavaScriptException> FailAsync(string script, object? variables = null)
        => Assert.ThrowsAsync<JavaScriptException>(() => RunAsync(script, variables));

    /// <summary>The first evaluation of a machine under load is slow; that time belongs to no test.</summary>
    public async Task InitializeAsync() => await RunAsync("1");

    public async Task DisposeAsync() => await Pool.DisposeAsync();

    private static Dictionary<string, JsonElement> Values(object? members) => members switch
    {
        null => [],
        Dictionary<string, JsonElement> ready => ready,
        _ => JsonSerializer.SerializeToElement(members).EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
    };
}
