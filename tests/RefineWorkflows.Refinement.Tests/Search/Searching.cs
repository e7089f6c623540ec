using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

/// <summary>Plays a judge's scores through a search, as the loop would.</summary>
internal static class Searching
{
    public static SearchSettings Settings(StrategyKind strategy, int iterations = 10) => SearchSettings.ForStrategy(strategy) with { MaxIterations = iterations };

    public static Verdict Continue(double? score, string text) => new(VerdictAction.Continue, score, null, text, []);

    public static Verdict Done(double? score) => new(VerdictAction.Done, score, null, null, []);

    public static Verdict Unreadable() => new(VerdictAction.Unknown, null, null, null, []);

    public static Candidate Candidate(int iteration, Verdict verdict, string? idea = null)
        => new(iteration, $"prompt {iteration}", idea, $"iter-{iteration:0000}.png", verdict.Score, verdict);

    public static List<Decision> Play(SearchSettings settings, params double?[] scores)
        => Play(settings, [.. scores.Select((score, at) => Continue(score, $"judge after {at + 1}"))]);

    public static List<Decision> Play(SearchSettings settings, IReadOnlyList<Verdict> verdicts, Func<SearchState, SearchState>? between = null)
    {
        List<Decision> decisions = [];
        SearchState state = SearchState.Start;
        string? idea = null;
        for (int at = 0; at < verdicts.Count; at++)
        {
            Decision decision = SearchStrategy.Decide(settings, state, Candidate(at + 1, verdicts[at], idea));
            decisions.Add(decision);
            if (decision.Next is null)
                break;
            idea = decision.Next is AdoptContinue adopt ? adopt.Text : $"proposal after {at + 1}";
            state = between?.Invoke(decision.State) ?? decision.State;
        }

        return decisions;
    }
}
