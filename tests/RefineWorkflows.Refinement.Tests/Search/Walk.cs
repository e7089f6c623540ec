using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

/// <summary>Runs a search over given verdicts, as the loop would.</summary>
internal static class Walk
{
    public static Verdict Continue(double? score) => new(VerdictAction.Continue, score, null, $"advice at {score}", []);

    public static Verdict Done(double? score) => new(VerdictAction.Done, score, "fine", null, []);

    public static Verdict Unknown(double? score) => new(VerdictAction.Unknown, score, null, null, []);

    public static Candidate Candidate(SearchState state, Verdict verdict, double? fidelity = null)
    {
        int iteration = state.Iteration + 1;
        return new Candidate(iteration, $"iter-{iteration:0000}.png", $"prompt {iteration}", iteration == 1 ? null : $"idea {iteration}", verdict, fidelity);
    }

    public static List<StepDecision> Over(SearchSettings settings, params IEnumerable<double?> scores) => Over(settings, scores.Select(Continue));

    public static List<StepDecision> Over(SearchSettings settings, IEnumerable<Verdict> verdicts)
    {
        List<StepDecision> decisions = [];
        SearchState state = SearchState.Start;
        foreach (Verdict verdict in verdicts)
        {
            StepDecision decision = SearchStep.Decide(settings, state, Candidate(state, verdict));
            decisions.Add(decision);
            state = decision.State;
            if (decision.Stop is not null)
                break;
        }

        return decisions;
    }
}
