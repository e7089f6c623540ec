namespace RefineWorkflows.Refinement.Budgets;

/// <summary>What calls of one back end take, by those that went well.</summary>
/// <param name="Calls">How many have been seen.</param>
/// <param name="Time">What one takes, on average over the last of them.</param>
/// <param name="Cost">What one costs, on average over the last of them.</param>
public sealed record BackEndPace(int Calls, TimeSpan Time, decimal Cost)
{
    private const int Memory = 20;

    public static BackEndPace Unknown { get; } = new(0, TimeSpan.Zero, 0);

    internal BackEndPace With(Spending taken)
    {
        int calls = Calls + 1;
        int weight = Math.Min(calls, Memory);
        return new BackEndPace(calls, Time + ((taken.Time - Time) / weight), Math.Round(Cost + ((taken.Cost - Cost) / weight), 8));
    }
}
