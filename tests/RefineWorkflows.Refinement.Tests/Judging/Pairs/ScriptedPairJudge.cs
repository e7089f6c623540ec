using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Tests.Judging.Pairs;

/// <summary>A judge that answers by a function, and remembers what it was asked.</summary>
internal sealed class ScriptedPairJudge(Func<PairRequest, string> answer, string id = "scripted") : IPairJudge
{
    public ScriptedPairJudge(params string[] replies)
        : this(Next(replies))
    {
    }

    public string Id => id;

    public PromptStamp? Prompt { get; init; }

    public List<PairRequest> Requests { get; } = [];

    public static string Says(string winner, string reasoning = "seen") => $$"""{"reasoning": "{{reasoning}}", "winner": "{{winner}}"}""";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string> CompareAsync(PairRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add(request);
        return Task.FromResult(answer(request));
    }

    private static Func<PairRequest, string> Next(string[] replies)
    {
        var left = new Queue<string>(replies);
        return _ => left.Dequeue();
    }
}
