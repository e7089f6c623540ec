using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Judging.Panel;

/// <summary>Several judges compare the same two pictures, one after the other, and vote.</summary>
/// <param name="judges">Each a voice; at least one.</param>
/// <param name="quorum">How many must not have failed, from 1. With fewer nothing is decided.</param>
public sealed class PairPanel(IReadOnlyList<PairComparer> judges, int quorum = 1)
{
    /// <summary>Compares. Judges that fail are left out.</summary>
    /// <exception cref="ArgumentException">There are no judges, or more are wanted than there are, or the goal or a picture is empty; nobody was asked.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap.</exception>
    public async Task<PairPanelVerdict> CompareAsync(PairQuestion question, CancellationToken cancellationToken)
    {
        if (judges.Count == 0 || quorum < 1 || quorum > judges.Count)
            throw new ArgumentException($"The panel has {judges.Count} judges, and {quorum} of them must answer. Name more judges, or ask for from 1 to {judges.Count} of them.");
        var comparisons = new List<PairComparison>();
        foreach (PairComparer judge in judges)
            comparisons.Add(await judge.CompareAsync(question, cancellationToken));
        return new PairPanelVerdict(PanelVote.Of([.. comparisons.Select(one => one.Winner)], quorum), comparisons);
    }
}
