using System.Globalization;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>
/// Grades pictures and clips in phases, each over all of them, so that one model is loaded once: verification (semantic,
/// spatial and axes by one model), benchmark, preference, synthesis. What fails makes its channels missing, and the rest goes on.
/// </summary>
/// <param name="verifier">Who looks.</param>
/// <param name="benchmark">What measures.</param>
/// <param name="settings">How channels become a grade.</param>
/// <param name="model">The model behind the verifier; null where there is none, or nobody knows.</param>
/// <param name="taste">Whose taste is asked; null asks nobody's.</param>
public sealed class QualityGrader(IVerifier verifier, BenchmarkMeter benchmark, GradeSettings settings, string? model = null, TasteOf? taste = null)
{
    private readonly TasteOf taste = taste ?? TasteOf.Nobody;

    /// <summary>One item a subject, in their order.</summary>
    /// <param name="subjects">What is graded. One that cannot be decoded is ungraded, with the reason in its channels.</param>
    /// <param name="progress">Is told of each subject in each phase; null when nobody listens.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BudgetException">A call might pass a cap.</exception>
    public async Task<IReadOnlyList<GradedItem>> GradeAsync(IReadOnlyList<GradeSubject> subjects, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        TasteBrief brief = await taste.Taste.BriefAsync(taste.User, cancellationToken);
        GradeSettings used = taste.Weighs && await taste.Taste.WeightsAsync(taste.User, cancellationToken) is { } weights ? settings with { Weights = weights } : settings;
        subjects = [.. subjects.Select(subject => subject with { Brief = brief })];
        Verification[] verified = await VerifyAsync(subjects, progress, cancellationToken);
        (BenchmarkReport? Report, ChannelReading Reading)[] measured = await InTurnAsync("benchmark", subjects, progress, MeasureAsync, cancellationToken);
        ChannelReading[] liked = await InTurnAsync("preference", subjects, progress, PredictAsync, cancellationToken);
        return [.. verified.Select((seen, at) => Synthesize(used, seen, measured[at].Report, measured[at].Reading, liked[at]))];
    }

    private async Task<Verification[]> VerifyAsync(IReadOnlyList<GradeSubject> subjects, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        (_, string? problem) = await TryAsync(
            async token =>
            {
                await verifier.PrepareAsync(token);
                return verifier;
            },
            cancellationToken);
        return problem is null
            ? await InTurnAsync("verification", subjects, progress, VerifyAsync, cancellationToken)
            : [.. subjects.Select(_ => Verification.Failed(problem))];
    }

    private async Task<Verification> VerifyAsync(GradeSubject subject, CancellationToken cancellationToken)
    {
        (IReadOnlyList<ReadOnlyMemory<byte>>? looked, string? unreadable) = await TryAsync(_ => Task.FromResult(Looked(subject)), cancellationToken);
        if (looked is null)
            return Verification.Failed(unreadable!);
        (ChannelReading? semantic, string? noWords) = await TryAsync(token => SemanticAsync(subject.Prompt, looked, token), cancellationToken);
        (SpatialReport? spatial, string? noPlaces) = await TryAsync(token => SpatialAsync(subject.Prompt, looked, token), cancellationToken);
        (RewardReport? axes, string? noAxes) = await TryAsync(token => verifier.AxesAsync(subject, token), cancellationToken);
        return new Verification(semantic ?? ChannelReading.Missing(noWords!), spatial ?? SpatialReport.Missing(noPlaces!), axes ?? RewardReport.Missing(noAxes!));
    }

    private async Task<ChannelReading> SemanticAsync(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        var readings = new List<ChannelReading>();
        foreach (ReadOnlyMemory<byte> frame in frames)
            readings.Add(await verifier.SemanticAsync(prompt, frame, cancellationToken));
        return readings.Count == 1 ? readings[0] : ChannelReading.Mean(readings);
    }

    private async Task<SpatialReport> SpatialAsync(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        var reports = new List<SpatialReport>();
        foreach (ReadOnlyMemory<byte> frame in frames)
            reports.Add(await verifier.SpatialAsync(prompt, frame, cancellationToken));
        return reports.Count == 1
            ? reports[0]
            : reports[reports.Count / 2] with { Reading = ChannelReading.Mean([.. reports.Select(report => report.Reading)]), Raw = [.. reports.SelectMany(report => report.Raw)] };
    }

    private async Task<(BenchmarkReport? Report, ChannelReading Reading)> MeasureAsync(GradeSubject subject, CancellationToken cancellationToken)
    {
        (BenchmarkReport? report, string? problem) = await TryAsync(token => benchmark.MeasureAsync(subject, token), cancellationToken);
        return (report, report is null ? ChannelReading.Missing(problem!) : benchmark.Read(report, subject.IsClip));
    }

    private async Task<ChannelReading> PredictAsync(GradeSubject subject, CancellationToken cancellationToken)
    {
        (ChannelReading? reading, string? problem) = await TryAsync(token => taste.Taste.PredictAsync(taste.User, subject, token), cancellationToken);
        return reading ?? ChannelReading.Missing(problem!);
    }

    private GradedItem Synthesize(GradeSettings used, Verification seen, BenchmarkReport? measured, ChannelReading numbers, ChannelReading liked)
    {
        var channels = new Channels(ByWhom(seen.Semantic), ByWhom(seen.Spatial.Reading), numbers, liked, ByWhom(seen.Axes.Reading));
        return new GradedItem(Synthesis.Of(channels, used), seen.Spatial, measured, seen.Axes, seen.Axes.Advice);
    }

    private ChannelReading ByWhom(ChannelReading reading) => reading with { By = new JudgeStamp(verifier.Id, model, verifier.Prompts) };

    private IReadOnlyList<ReadOnlyMemory<byte>> Looked(GradeSubject subject)
    {
        if (settings.Frames > 1 && subject.Frames.Count > 1)
            return [.. EvenFrames.Of(subject.Frames.Count, settings.Frames).Select(at => subject.Frames[at])];
        return [RepresentativePicture.Of(subject)];
    }

    private static async Task<T[]> InTurnAsync<T>(string phase, IReadOnlyList<GradeSubject> subjects, IProgress<string>? progress, Func<GradeSubject, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var done = new T[subjects.Count];
        for (int at = 0; at < done.Length; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{phase} {at + 1}/{done.Length}"));
            done[at] = await work(subjects[at], cancellationToken);
        }

        return done;
    }

    // Whatever a model or a picture does wrong leaves a channel missing; only what is not theirs ends the grading.
    private static async Task<(T? Value, string? Problem)> TryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return (await work(cancellationToken), null);
        }
        catch (Exception failure) when ((failure is RefinementException and not BudgetException) || failure is ImagingException)
        {
            return (null, failure.Message);
        }
    }

    private sealed record Verification(ChannelReading Semantic, SpatialReport Spatial, RewardReport Axes)
    {
        public static Verification Failed(string because) => new(ChannelReading.Missing(because), SpatialReport.Missing(because), RewardReport.Missing(because));
    }
}
