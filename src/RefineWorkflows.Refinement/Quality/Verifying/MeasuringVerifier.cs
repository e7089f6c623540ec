using System.Globalization;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Judging.Measuring;
using Wish = RefineWorkflows.Refinement.Judging.Measuring.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying.Likeness;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>
/// Verifies by measuring pixels: no model, no network, no luck. It knows colours, light, mood, numbers, places and sizes;
/// what a thing is it tells only of those that the embedded painter paints, by painting them.
/// </summary>
public sealed class MeasuringVerifier : IVerifier
{
    private const double CertainOff = 0.05, DoubtfulOff = 0.2;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly PaintedLikeness _likeness = new();

    public string Id => "measuring-verifier";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>The weighed mean of what can be told; missing when the prompt says nothing of the kind.</remarks>
    public async Task<ChannelReading> SemanticAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
        => await SemanticAsync(prompt, PromptGrammar.Read(prompt), await MeasuredScene.OfAsync(picture, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<SpatialReport> SpatialAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
        => MeasuredPlaces.Look(PromptGrammar.Read(prompt), await MeasuredScene.OfAsync(picture, cancellationToken));

    /// <inheritdoc/>
    public async Task<RewardReport> AxesAsync(GradeSubject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Frames.Count == 0)
            return RewardReport.Missing("there is no frame to look at");
        PromptStructure prompt = PromptGrammar.Read(subject.Prompt);
        MeasuredScene scene = await MeasuredScene.OfAsync(subject.Frames[subject.Frames.Count / 2], cancellationToken);
        var axes = new List<AxisReading> { Aesthetic(scene) };
        if (Motion(subject, cancellationToken) is { } motion)
            axes.Add(motion);
        if (await SemanticAsync(subject.Prompt, prompt, scene, cancellationToken) is { Value: { } told } words)
            axes.Add(new AxisReading(RewardAxis.Coherence, told, $"of what the prompt says, measured: {words.Evidence.First(line => !line.Contains(": unknown (", StringComparison.Ordinal))}"));
        axes.Add(Fidelity(prompt, scene));
        return RewardReport.Of(axes);
    }

    private async Task<ChannelReading> SemanticAsync(string words, PromptStructure prompt, MeasuredScene scene, CancellationToken cancellationToken)
    {
        var sightings = new List<Sighting>(MeasuredWords.Look(prompt, scene));
        if (prompt.Things is [var main, ..])
            sightings.Insert(0, await _likeness.LookAsync(words, main, scene.Image, cancellationToken));
        Sighting[] known = [.. sightings.Where(sighting => sighting.Value is not null)];
        if (known.Length == 0)
            return ChannelReading.Missing($"the prompt says nothing that pixels tell: {(sightings.Count == 0 ? "no thing, colour, light or mood" : string.Join("; ", sightings))}");
        double value = known.Sum(sighting => sighting.Weight * sighting.Value!.Value) / known.Sum(sighting => sighting.Weight);
        // What it could not look at may be there or not.
        double untold = (double)(sightings.Count - known.Length) / sightings.Count;
        return ChannelReading.Of(Math.Clamp(value, 0, 1), [.. sightings.Select(sighting => sighting.ToString())], CertainOff + (DoubtfulOff * untold));
    }

    // A ruined picture is not beautiful however well it is arranged, and the other way round.
    private static AxisReading Aesthetic(MeasuredScene scene)
    {
        double arranged = (Assessment.Of(scene.Picture, Concepts.General).Score - 1) / 9;
        return new AxisReading(RewardAxis.Aesthetic, Math.Sqrt(arranged * scene.Technical), string.Create(CultureInfo.InvariantCulture, $"composition and colour measure {arranged:0.00}, sharpness, cleanness and exposure {scene.Technical:0.00}"));
    }

    private static AxisReading? Motion(GradeSubject subject, CancellationToken cancellationToken)
    {
        if (!subject.IsClip)
            return null;
        var frames = new List<RgbImage>();
        foreach (ReadOnlyMemory<byte> frame in subject.Frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames.Add(Codec.Decode(frame));
        }

        return ClipFormulas.MotionSmoothnessLinear(frames) is { } raw
            ? new AxisReading(RewardAxis.Motion, BenchmarkDimensions.Find(BenchmarkDimensions.MotionSmoothness).Normalise(raw), string.Create(CultureInfo.InvariantCulture, $"frames follow from their neighbours to {raw:0.000}"))
            : null;
    }

    private static AxisReading Fidelity(PromptStructure prompt, MeasuredScene scene)
    {
        if (!scene.Picture.HasSubject)
            return new AxisReading(RewardAxis.Fidelity, 0, "nothing stands out that could be what was meant");
        double present = Concepts.Presence.Closeness(scene.Picture[Wish.SubjectPresence]);
        double placed = MeasuredPlaces.Look(prompt, scene).Reading.Value ?? 1;
        return new AxisReading(RewardAxis.Fidelity, present * placed, string.Create(CultureInfo.InvariantCulture, $"something stands out to {present:0.00}{(placed < 1 ? $", and fits its place and number to {placed:0.00}" : "")}"));
    }
}
