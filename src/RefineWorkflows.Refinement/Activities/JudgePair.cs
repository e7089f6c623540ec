using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.JudgePair", "Judge", "Compares the picture with the best so far, in both orders.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class JudgePair(BackEnds backEnds, RunArtifacts artifacts, RunRecords records, TimeProvider time, BudgetStop budget) : BackEndActivity(budget)
{
    /// <summary>How often a judge that is away is waited for. After that the comparison has failed, and the best stays.</summary>
    private const int AttemptsOfAnAbsentJudge = 4;

    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last AcceptStep left it; its best is Image A.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The picture, as GenerateImage made it; it is Image B.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("Who judges. Empty: the run's judge.", UIHint = "dropdown")]
    public Input<string?> Judge { get; } = new(null);

    [Input("What a vision model is asked with.", UIHint = "dropdown", DisplayName = "Prompt asset")]
    public Input<string?> PromptAsset { get; } = new($"{PromptAssets.GenerationPair}@v1");

    [Input("Ask in both orders; only a win that survives the swap counts.", DisplayName = "Swap and agree")]
    public Input<bool> SwapAndAgree { get; } = new(true);

    [Input("A win in one order and a tie in the other is a win.")]
    public Input<bool> Lean { get; } = new(false);

    [Input("Where one order failed, the other one counts alone.", DisplayName = "Allow single order")]
    public Input<bool> AllowSingleOrder { get; } = new(false);

    [Input("How often the comparison is made; odd, 1 to 99. What most say counts.")]
    public Input<int> Samples { get; } = new(1);

    [Input("How often the judge is asked again when its reply cannot be read. 0 to 20.")]
    public Input<int> Retries { get; } = new(3);

    [Input("The learned taste decides, and the judge is not asked, where it is at least this sure: 0 to 1. Above 1 it is never asked.", DisplayName = "Taste decides from")]
    public Input<double?> TasteDecidesFrom { get; } = new(0.8);

    [Output("Who won; empty for the first picture.")]
    public Output<Comparison?> Comparison { get; } = new();

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input switch
    {
        nameof(Judge) => backEnds.PictureJudgeIds,
        nameof(PromptAsset) => [.. PromptAssets.All.Where(asset => asset.TakesPairs).Select(asset => asset.Name)],
        _ => null,
    };

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        if (context.Get(Search)?.Best is not { } best)
            return Done(null);
        if (picture.Blocked is { } reason)
            return Done(new Comparison(picture.Iteration, best.Iteration, PairWinner.Failed, "", $"Not painted. {reason}"));
        RunFolder folder = artifacts.Open(run.Id);
        if (await ByTasteAsync(context, run, folder, best, picture) is { } felt)
            return Done(felt);
        PictureJudge judge = backEnds.PictureJudge(context.Get(Judge) is { Length: > 0 } named ? named : run.Judge);
        PromptAsset prompt = PromptAssets.Named(context.Get(PromptAsset) ?? $"{PromptAssets.GenerationPair}@v1");
        ReadOnlyMemory<byte>? original = prompt.ShowsOriginal && picture.Reference is { } reference ? await folder.ReadAsync(reference, context.CancellationToken) : (ReadOnlyMemory<byte>?)null;
        var question = new PairQuestion(run.Goal, await folder.ReadAsync(best.File, context.CancellationToken), await folder.ReadAsync(picture.File, context.CancellationToken), original);
        var desk = new VerdictDesk(records.Verdicts, name => backEnds.Models.GetValueOrDefault(name), time);
        StoredVerdict verdict = await desk.CompareAsync(judge, prompt, Settings(context), question, new VerdictTerms { Run = run.Id }, context.CancellationToken);
        PairComparison comparison = verdict.Comparison!;
        PairCall last = comparison.Rounds[^1].Second ?? comparison.Rounds[^1].First;
        if (comparison.IsTransient && context.Attempt < AttemptsOfAnAbsentJudge)
            throw new BackEndException(judge.Id, BackEndFailure.Transport, last.Problem ?? "It did not answer.");
        var handedOn = new Comparison(picture.Iteration, best.Iteration, comparison.Winner, judge.Id, last.Verdict?.Reasoning ?? last.Problem)
        {
            Consistency = [.. comparison.Rounds.Select(round => round.Consistency)],
            CacheHit = verdict.CacheHit,
            SelfPreferenceRisk = verdict.SelfPreferenceRisk,
        };
        return Done(handedOn) with { Records = VerdictRecords.Rows(verdict) };
    }

    private async Task<Comparison?> ByTasteAsync(EffectContext context, RunRow run, RunFolder folder, SearchStep best, Picture picture)
    {
        double from = context.Get(TasteDecidesFrom) ?? 0.8;
        if (from is not (>= 0 and < double.PositiveInfinity))
            throw new RunSettingsException(FormattableString.Invariant($"Taste decides from of JudgePair is {from}; allowed: 0 to 1, or more to never ask it."));
        if (from > 1)
            return null;
        TasteOdds? odds = await backEnds.Taste.CompareAsync(
            run.User, run.Prompt, await folder.ReadAsync(best.File, context.CancellationToken), await folder.ReadAsync(picture.File, context.CancellationToken), context.CancellationToken);
        if (odds is null || odds.Confidence < from)
            return null;
        PairWinner winner = odds.A > odds.B ? PairWinner.ImageA : PairWinner.ImageB;
        return new Comparison(picture.Iteration, best.Iteration, winner, odds.By, FormattableString.Invariant($"{run.User} chooses picture {(winner == PairWinner.ImageA ? best.Iteration : picture.Iteration)} with a probability of {Math.Max(odds.A, odds.B):0.00} (±{odds.Deviation:0.00})."));
    }

    private PairSettings Settings(EffectContext context)
    {
        int samples = context.Get(Samples);
        int retries = context.Get(Retries);
        if (samples is < 1 or > 99 || samples % 2 == 0)
            throw new RunSettingsException($"Samples of JudgePair is {samples}; allowed: odd numbers from 1 to 99.");
        if (retries is < 0 or > 20)
            throw new RunSettingsException($"Retries of JudgePair is {retries}; allowed: 0 to 20.");
        return new PairSettings { Retries = retries, Samples = samples, SwapAndAgree = context.Get(SwapAndAgree), Lean = context.Get(Lean), AllowSingleOrder = context.Get(AllowSingleOrder) };
    }

    private static EffectResult Done(Comparison? comparison) => new() { Outputs = new Dictionary<string, object?> { [nameof(Comparison)] = comparison } };
}
