namespace RefineWorkflows.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Letter">Its letter in the table.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure in words, with its unit.</param>
/// <param name="Limit">What it must not cross, in words; empty when there is none.</param>
/// <param name="IsWithin">Whether it is within the limit; null when there is none.</param>
/// <param name="Detail">Number of repetitions, spread, and what else is needed to judge it.</param>
internal sealed record Figure(string Letter, string What, string Value, string Limit, bool? IsWithin, string Detail)
{
    public static Figure AtLeast(string letter, string what, Sample ratios, double limit, string detail)
        => new(letter, what, $"{ratios.Median:0.00}", $">= {limit:0.0#}", ratios.Median >= limit, $"{ratios.Spread("0.00")}; {detail}");

    public static Figure AtMost(string letter, string what, Sample ratios, double limit, string detail)
        => new(letter, what, $"{ratios.Median:0.00}", $"<= {limit:0.0#}", ratios.Median <= limit, $"{ratios.Spread("0.00")}; {detail}");
}
