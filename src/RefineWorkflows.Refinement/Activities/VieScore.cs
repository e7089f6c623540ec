using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.VieScore", "Judge", "Scores the picture from 0 to 10 by one of VIEScore's questions.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class VieScore(BackEnds backEnds, RunArtifacts artifacts, RunRecords records, TimeProvider time, BudgetStop budget) : BackEndActivity(budget)
{
    /// <summary>How often a judge that is away is waited for. After that there is no score.</summary>
    private const int AttemptsOfAnAbsentJudge = 4;

    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("What the picture should show. Empty: the run's goal.", UIHint = "multiline")]
    public Input<string?> Instruction { get; } = new(null);

    [Input("Who judges. Empty: the run's judge.", UIHint = "dropdown")]
    public Input<string?> Judge { get; } = new(null);

    [Input("What is asked.", UIHint = "dropdown", DisplayName = "Prompt asset")]
    public Input<string?> PromptAsset { get; } = new($"{PromptAssets.InstructionFollowing}@v2");

    [Input("How often it is asked; odd, 1 to 99. The median counts.")]
    public Input<int> Samples { get; } = new(1);

    [Input("How often the judge is asked again when its reply cannot be read. 0 to 20.")]
    public Input<int> Retries { get; } = new(3);

    [Output("From 0 to 10; empty when there is none.")]
    public Output<double?> Score { get; } = new();

    [Output("All that was said; empty for a picture that was not painted.")]
    public Output<VieScoreResult?> Result { get; } = new();

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input switch
    {
        nameof(Judge) => backEnds.PictureJudgeIds,
        nameof(PromptAsset) => [.. PromptAssets.All.Where(asset => asset.TakesOne).Select(asset => asset.Name)],
        _ => null,
    };

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        if (picture.Blocked is not null)
            return Done(null);
        RunFolder folder = artifacts.Open(run.Id);
        PictureJudge judge = backEnds.PictureJudge(context.Get(Judge) is { Length: > 0 } named ? named : run.Judge);
        PromptAsset prompt = PromptAssets.Named(context.Get(PromptAsset) ?? $"{PromptAssets.InstructionFollowing}@v2");
        ReadOnlyMemory<byte>? original = prompt.ShowsOriginal && picture.Reference is { } reference ? await folder.ReadAsync(reference, context.CancellationToken) : (ReadOnlyMemory<byte>?)null;
        string instruction = context.Get(Instruction) is { } given && !string.IsNullOrWhiteSpace(given) ? given : run.Goal;
        var request = new VieScoreRequest(instruction, [await folder.ReadAsync(picture.File, context.CancellationToken)], original);
        var desk = new VerdictDesk(records.Verdicts, name => backEnds.Models.GetValueOrDefault(name), time);
        StoredVerdict verdict = await desk.ScoreAsync(judge, prompt, Settings(context), request, new VerdictTerms { Run = run.Id }, context.CancellationToken);
        if (verdict.Scores!.Images[0] is { Score: null, IsTransient: true } image && context.Attempt < AttemptsOfAnAbsentJudge)
            throw new BackEndException(judge.Id, BackEndFailure.Transport, image.Problems[^1] ?? "It did not answer.");
        return Done(verdict.Scores) with { Records = VerdictRecords.Rows(verdict) };
    }

    private VieScoreSettings Settings(EffectContext context)
    {
        int samples = context.Get(Samples);
        int retries = context.Get(Retries);
        if (samples is < 1 or > 99 || samples % 2 == 0)
            throw new RunSettingsException($"Samples of VieScore is {samples}; allowed: odd numbers from 1 to 99.");
        if (retries is < 0 or > 20)
            throw new RunSettingsException($"Retries of VieScore is {retries}; allowed: 0 to 20.");
        return new VieScoreSettings { Retries = retries, Samples = samples };
    }

    private static EffectResult Done(VieScoreResult? result)
        => new() { Outputs = new Dictionary<string, object?> { [nameof(Score)] = result?.Score, [nameof(Result)] = result } };
}
