namespace RefineWorkflows.Refinement.Backends;

/// <summary>What a back end says of itself when it is asked.</summary>
/// <param name="Version">The version of its program; null when it does not tell.</param>
/// <param name="Message">One sentence for a person: what it is and whether it is ready.</param>
/// <param name="Models">The models it has, by the names that settings give them; empty when it does not tell.</param>
/// <param name="FreeVram">Graphics memory that is free now, in bytes; null when it does not tell.</param>
/// <param name="TotalVram">All its graphics memory, in bytes; null when it does not tell.</param>
public sealed record BackEndState(string? Version, string Message, IReadOnlyList<string> Models, long? FreeVram = null, long? TotalVram = null)
{
    /// <summary>How many there are, in words.</summary>
    internal static string Count(IReadOnlyCollection<string> models) => models.Count == 1 ? "1 model" : FormattableString.Invariant($"{models.Count} models");
}
