namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>One question to a judge, in one order.</summary>
/// <param name="Goal">What the pictures should show, or what was to be changed in the original.</param>
/// <param name="First">The encoded picture that is shown first; the judge calls it Image A.</param>
/// <param name="Second">The encoded picture that is shown second; the judge calls it Image B.</param>
/// <param name="Original">The encoded picture that both were made from; null for pictures made from words.</param>
/// <param name="Reminder">Set when the last reply could not be read: what was wrong with it. Null on the first try.</param>
/// <param name="Seed">Decides what the judge's temperature leaves open.</param>
public sealed record PairRequest(
    string Goal,
    ReadOnlyMemory<byte> First,
    ReadOnlyMemory<byte> Second,
    ReadOnlyMemory<byte>? Original = null,
    string? Reminder = null,
    ulong Seed = 0);
