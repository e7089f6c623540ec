using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>What a run spent on one back end.</summary>
/// <param name="Name">What the settings call it.</param>
/// <param name="Cost">Money.</param>
/// <param name="Seconds">How long it worked, added up over the calls.</param>
/// <param name="Pictures">Pictures.</param>
/// <param name="Calls">Attempts.</param>
public sealed record BackEndBill(string Name, decimal Cost, double Seconds, int Pictures, int Calls)
{
    internal static BackEndBill Of(string name, IReadOnlyList<LedgerRow> rows)
    {
        Spending sum = rows.Aggregate(default(Spending), (so, row) => so + (row.Taken ?? row.Bound));
        return new BackEndBill(name, sum.Cost, Math.Round(sum.Time.TotalSeconds, 3), sum.Pictures, rows.Count);
    }
}
