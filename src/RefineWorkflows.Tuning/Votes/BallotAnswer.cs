using System.Text.Json;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>An answer on its way to the run that asked.</summary>
/// <param name="Outcome">What was chosen, by the sides that were shown.</param>
/// <param name="By">Who chose.</param>
/// <param name="At">When.</param>
/// <param name="Took">How long the person looked; null when nobody measured it.</param>
public sealed record BallotAnswer(VoteOutcome Outcome, string By, DateTimeOffset At, TimeSpan? Took = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As it is delivered.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>What was delivered; null where time alone went on.</summary>
    public static BallotAnswer? Read(JsonElement input) => input.ValueKind == JsonValueKind.Object ? input.Deserialize<BallotAnswer>(Json) : null;
}
