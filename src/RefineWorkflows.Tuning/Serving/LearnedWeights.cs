using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Tuning.Memory;

namespace RefineWorkflows.Tuning.Serving;

/// <summary>The channel weights that were fitted to a user's votes, in the block <c>quality_standards</c> under <c>thresholds.channel_weights</c>. Who takes them out goes back to the usual ones.</summary>
public static class LearnedWeights
{
    private const string Thresholds = "thresholds";
    private const string Member = "channel_weights";
    private const string Through = "channel_weights_through";

    /// <returns>Null while none were fitted.</returns>
    /// <exception cref="MemoryException">What stands there are no weights.</exception>
    public static async Task<ChannelWeights?> ReadAsync(MemoryBook memory, string user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(memory);
        MemoryBlock block = await memory.ReadAsync(user, MemoryLabels.QualityStandards, cancellationToken);
        if (MemoryForm.Read(block.Label, block.Value)[Thresholds]?[Member] is not JsonObject given)
            return null;
        try
        {
            double Of(ChannelKind channel) => given[NameOf(channel)]?.GetValue<double>() ?? 0;
            return new ChannelWeights(Of(ChannelKind.Semantic), Of(ChannelKind.Spatial), Of(ChannelKind.Benchmark), Of(ChannelKind.Preference), Of(ChannelKind.VisionReward));
        }
        catch (Exception wrong) when (wrong is QualityException or InvalidOperationException or FormatException)
        {
            throw new MemoryException($"The member '{Thresholds}.{Member}' of the block {block.Label} holds no weights: {wrong.Message} Take it out to go back to the usual weights.");
        }
    }

    /// <summary>The number of the last vote that weights were fitted to; 0 when none were.</summary>
    public static async Task<long> FittedThroughAsync(MemoryBook memory, string user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(memory);
        MemoryBlock block = await memory.ReadAsync(user, MemoryLabels.QualityStandards, cancellationToken);
        return MemoryForm.Read(block.Label, block.Value)[Thresholds]?[Through] is JsonValue number && number.TryGetValue(out long through) ? through : 0;
    }

    /// <summary>Writes weights into a block.</summary>
    /// <param name="standards">The block.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="through">The number of the last vote that they were fitted to.</param>
    public static void Write(JsonObject standards, ChannelWeights weights, long through)
    {
        ArgumentNullException.ThrowIfNull(standards);
        ArgumentNullException.ThrowIfNull(weights);
        var thresholds = standards[Thresholds] as JsonObject ?? [];
        thresholds[Member] = new JsonObject(Enum.GetValues<ChannelKind>().Select(channel => KeyValuePair.Create<string, JsonNode?>(NameOf(channel), Math.Round(weights.Of(channel), 4))));
        thresholds[Through] = through;
        standards[Thresholds] = thresholds;
    }

    private static string NameOf(ChannelKind channel) => channel.ToString().ToLowerInvariant();
}
