using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Budgets;

/// <summary>What calls of back ends take.</summary>
/// <param name="Cost">Money, in the currency of the prices.</param>
/// <param name="Time">How long back ends worked, added up over the calls.</param>
/// <param name="Pictures">Pictures.</param>
public readonly record struct Spending(decimal Cost, TimeSpan Time, int Pictures)
{
    [JsonIgnore]
    public bool IsNothing => this == default;

    public static Spending operator +(Spending one, Spending other) => new(one.Cost + other.Cost, one.Time + other.Time, one.Pictures + other.Pictures);

    public static Spending operator -(Spending one, Spending other) => new(one.Cost - other.Cost, one.Time - other.Time, one.Pictures - other.Pictures);
}
