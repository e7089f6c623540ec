using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Benchmarks;

/// <summary>The way of one JavaScript expression to its worker process and back, once the worker runs.</summary>
internal static class ScriptBenchmark
{
    private const int WarmUp = 500;
    private const int Rounds = 2000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var pool = new JavaScriptWorkerPool(new JavaScriptOptions { Workers = 1 });
        var variables = new Dictionary<string, System.Text.Json.JsonElement> { ["score"] = System.Text.Json.JsonSerializer.SerializeToElement(0.5), ["attempt"] = System.Text.Json.JsonSerializer.SerializeToElement(3) };
        var none = new Dictionary<string, System.Text.Json.JsonElement>();
        var request = new JavaScriptRequest("variables.score >= 0.9 || variables.attempt >= 5", variables, none, none, EngineNull, new JavaScriptInstance("i", null, null, "d", "d-v1", 1));
        var times = new List<double>();
        for (int round = -WarmUp; round < Rounds; round++)
        {
            double time = await Clock.MeasureAsync(() => pool.EvaluateAsync(request, cancellationToken));
            if (round >= 0)
                times.Add(time * 1e6);
        }

        var sample = new Sample(times);
        return [new Figure("js", "JavaScript expression, round trip in us", $"{sample.Median:0}", "", null, $"{sample.Spread("0")}; p99 {sample.Quantile(0.99):0} us")];
    }

    private static System.Text.Json.JsonElement EngineNull => System.Text.Json.JsonSerializer.SerializeToElement<object?>(null);
}
