using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Verdicts;
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
