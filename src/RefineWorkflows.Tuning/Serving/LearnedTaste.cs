using System.Globalization;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Serving;

/// <summary>
/// The taste that was learned from votes: the version that serves a user, or the shared one for a user who has none. A
/// version that cannot be asked makes the channel missing, with the reason, and decides nothing.
/// </summary>
/// <param name="shelf">The versions.</param>
/// <param name="extractor">Describes pictures as the versions know them.</param>
/// <param name="memory">What is known of users in words.</param>
/// <param name="log">Where a version that cannot be asked is told.</param>
public sealed partial class LearnedTaste(ModelShelf shelf, FeatureExtractor extractor, MemoryBook memory, ILogger log) : ITaste
{
    private const int ShownEffects = 3;
    private const int Patterns = 6;

    /// <inheritdoc/>
    public async Task<ChannelReading> PredictAsync(string user, GradeSubject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        try
        {
            if (await shelf.ServingAsync(user, cancellationToken) is not { } version)
                return ChannelReading.Missing("nothing was learned from votes yet; vote on pairs, then let the tuner learn: refine tune");
            if (version.Kind != VersionKind.Adapter)
                return ChannelReading.Missing($"{NameOf(version)} compares pictures and scores none");
            PreferenceModel model = await ModelAsync(version, cancellationToken);
            IReadOnlyList<double> features = Describe(subject);
            return model.Item(features) is { } score
                ? ChannelReading.Of(Math.Clamp(score.Value, 0, 1), Evidence(version, model, features, score), Math.Min(1, score.Deviation))
                : ChannelReading.Missing($"{NameOf(version)} knows fewer than 20 judged pictures to compare with");
        }
        catch (TuningException unusable)
        {
            LogUnusable(user, unusable.Message);
            return ChannelReading.Missing(unusable.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<TasteOdds?> CompareAsync(string user, string prompt, ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b, CancellationToken cancellationToken)
    {
        try
        {
            if (await shelf.ServingAsync(user, cancellationToken) is not { } version)
                return null;
            IReadOnlyList<double> first = Describe(new GradeSubject(prompt, [a])), second = Describe(new GradeSubject(prompt, [b]));
            if (version.Kind == VersionKind.Adapter)
            {
                PairOdds odds = (await ModelAsync(version, cancellationToken)).Compare(first, second);
                return new TasteOdds(odds.A, odds.B, odds.Tie, odds.Deviation, NameOf(version));
            }

            var pair = new TrainingPair("asked", prompt, first, second, PairOutcome.Tie, 1, PairSource.Human, DateTimeOffset.UnixEpoch);
            PairGuess guess = (await shelf.PredictAsync(version, new TrainingSet(extractor.Spec, [pair]), cancellationToken))[0];
            return new TasteOdds(guess.A, guess.B, Math.Max(0, 1 - guess.A - guess.B), 0, NameOf(version));
        }
        catch (TuningException unusable)
        {
            LogUnusable(user, unusable.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<TasteBrief> BriefAsync(string user, CancellationToken cancellationToken)
    {
        try
        {
            UserStyle style = UserStyle.Of(await memory.ReadAsync(user, MemoryLabels.UserStyle, cancellationToken));
            IReadOnlyList<FailurePattern> patterns = FailurePatterns.Of(await memory.ReadAsync(user, MemoryLabels.QualityStandards, cancellationToken));
            return new TasteBrief(
                [.. style.Palette.Concat(style.Motifs)],
                style.Avoid,
                [.. string.IsNullOrWhiteSpace(style.Notes) ? [] : new[] { style.Notes.Trim() }, .. patterns.Take(Patterns).Select(one => one.Description)]);
        }
        catch (MemoryException unreadable)
        {
            LogUnusable(user, unreadable.Message);
            return TasteBrief.None;
        }
    }

    /// <inheritdoc/>
    public async Task<ChannelWeights?> WeightsAsync(string user, CancellationToken cancellationToken)
    {
        try
        {
            return await LearnedWeights.ReadAsync(memory, user, cancellationToken);
        }
        catch (MemoryException unreadable)
        {
            LogUnusable(user, unreadable.Message);
            return null;
        }
    }

    private async Task<PreferenceModel> ModelAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        PreferenceModel model = await shelf.ModelAsync(version, cancellationToken);
        if (model.Features.Sha256 != extractor.Spec.Sha256)
            throw new ModelException($"{NameOf(version)} knows pictures by other features ({model.Features.Version}) than this program describes them by ({extractor.Spec.Version}); let it learn anew: refine tune --user {version.User}");
        return model;
    }

    private IReadOnlyList<double> Describe(GradeSubject subject) => extractor.Extract(subject.Prompt, subject.Frames, PictureOrigin.ContextOf(subject));

    private static IReadOnlyList<string> Evidence(ModelVersion version, PreferenceModel model, IReadOnlyList<double> features, ItemScore score)
    {
        string axes = string.Join(", ", model.Axes(features).Select(axis => string.Create(CultureInfo.InvariantCulture, $"{axis.Axis.ToString().ToLowerInvariant()} {axis.Value:0.##}")));
        string[] moved = [.. model.ExplainItem(features).Take(ShownEffects).Select(effect => $"{(effect.Effect > 0 ? "+" : "-")} {effect.Name}")];
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{NameOf(version)}: chosen over {score.Value:p0} of what was judged lately, learned from {version.Dataset.Pairs} pairs"),
            .. axes.Length > 0 ? [axes] : Array.Empty<string>(),
            .. moved.Length > 0 ? [$"moved most by {string.Join(", ", moved)}"] : Array.Empty<string>(),
        ];
    }

    private static string NameOf(ModelVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.User}@v{version.Version}");

    [LoggerMessage(EventId = 1131, EventName = "TasteUnusable", Level = LogLevel.Warning, Message = "The taste of {User} cannot be asked: {Reason}")]
    private partial void LogUnusable(string user, string reason);
}
