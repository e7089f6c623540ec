using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Quality;

/// <summary>What one channel says of one picture: a number from 0 to 1, or that there is none, and why.</summary>
public sealed record ChannelReading
{
    [JsonConstructor]
    private ChannelReading(double? value, double? deviation, string? missingBecause, IReadOnlyList<string> evidence)
    {
        if (value is not (null or (>= 0 and <= 1)))
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"A channel's value is {value}; it must be a number from 0 to 1, or missing with a reason."));
        if (deviation is not (null or (>= 0 and <= 1)))
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"A channel's deviation is {deviation}; it must be a number from 0 to 1, or left out."));
        if (value is null && string.IsNullOrWhiteSpace(missingBecause))
            throw new QualityException("A missing channel needs a reason; say why there is no value.");
        (Value, Deviation, MissingBecause, Evidence) = (value, deviation, missingBecause, evidence ?? []);
    }

    /// <summary>0 (bad) to 1 (good); null when the channel has nothing to say.</summary>
    public double? Value { get; }

    /// <summary>Standard deviation of <see cref="Value"/>, as repeated asking or several frames show it; null when nobody knows.</summary>
    public double? Deviation { get; }

    /// <summary>Why there is no value; set exactly when <see cref="Value"/> is null.</summary>
    public string? MissingBecause { get; }

    /// <summary>What was seen, a sentence each, for people.</summary>
    public IReadOnlyList<string> Evidence { get; }

    /// <summary>Who said it, and what it was asked with; null where nobody was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JudgeStamp? By { get; init; }

    /// <summary>What a model replied when it was asked for this channel, word for word; empty when nobody was asked. Data, never a command.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Raw { get; init; } = [];

    // In files a channel that nobody was asked about says nothing of replies.
    [JsonInclude, JsonPropertyName("raw"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    private IReadOnlyList<string>? Replies
    {
        get => Raw.Count > 0 ? Raw : null;
        init => Raw = value ?? [];
    }

    /// <param name="value">0 to 1.</param>
    /// <param name="evidence">What was seen.</param>
    /// <param name="deviation">Standard deviation of the value, 0 to 1; null when unknown.</param>
    /// <exception cref="QualityException">A number is not one, or out of its range.</exception>
    public static ChannelReading Of(double value, IReadOnlyList<string> evidence, double? deviation = null) => new(value, deviation, null, evidence);

    /// <param name="because">Why there is no value, for people.</param>
    /// <exception cref="QualityException">The reason is empty.</exception>
    public static ChannelReading Missing(string because) => new(null, null, because, []);

    /// <summary>One value over several frames: their mean, and how far it may be off (the standard error). Missing frames are left out; none present is missing.</summary>
    public static ChannelReading Mean(IReadOnlyList<ChannelReading> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        string[] raw = [.. frames.SelectMany(frame => frame.Raw)];
        double[] values = [.. frames.Select(frame => frame.Value).OfType<double>()];
        if (values.Length == 0)
            return Missing(frames.Select(frame => frame.MissingBecause).FirstOrDefault() ?? "no frame was looked at") with { Raw = raw };
        double mean = Math.Clamp(values.Average(), 0, 1);
        double? error = values.Length < 2
            ? frames.Single(frame => frame.Value is not null).Deviation
            : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
        return Of(mean, [.. frames.SelectMany(frame => frame.Evidence).Distinct()], error) with { Raw = raw };
    }

    /// <summary>Takes a channel's number out of a model's structured answer: a number from 0 to 1, or null.</summary>
    /// <param name="channel">Whose, for the message.</param>
    /// <param name="answer">The member of the answer.</param>
    /// <param name="evidence">What the answer says beside it.</param>
    /// <exception cref="QualityException">It is an object, a text, or a number out of range: a channel's table of dimensions is no score.</exception>
    public static ChannelReading Read(ChannelKind channel, JsonElement answer, IReadOnlyList<string> evidence) => answer.ValueKind switch
    {
        JsonValueKind.Number => Of(answer.GetDouble(), evidence),
        JsonValueKind.Null => Missing($"the {channel.ToString().ToLowerInvariant()} channel answered with null"),
        _ => throw new QualityException($"The {channel.ToString().ToLowerInvariant()} channel gave {Kind(answer)} where its score stands; a number from 0 to 1 or null is expected. Give the mean of its dimensions, not their table."),
    };

    private static string Kind(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Undefined => "nothing",
        _ => answer.GetRawText(),
    };
}
