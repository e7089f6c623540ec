using System.Globalization;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.InvokeTool", "Refine", "Does what the agent asks for: paints, has a picture judged, shortens a text, tells the best so far. What the agent got wrong is told to it.", Outcomes = ["Done", "Judged", BudgetStop.Outcome])]
public sealed class InvokeTool(BackEnds backEnds, RunArtifacts artifacts, TimeProvider time, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("All that the agent has done, as AgentTurn left it.", UIHint = "variable-picker")]
    public Input<AgentStep[]> Steps { get; } = new([]);

    [Input("The state of the search, as the last AcceptStep left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The picture that was painted last, as this activity left it.", UIHint = "variable-picker")]
    public Input<Picture?> Picture { get; } = new(null);

    [Input("How often the judge is asked again when its reply cannot be read. 0 to 10.")]
    public Input<int> Retries { get; } = new(1);

    [Output("The same with the tool's answer.")]
    public Output<AgentStep[]> NewSteps { get; } = new();

    [Output("The picture that was painted last.")]
    public Output<Picture?> NewPicture { get; } = new();

    [Output("The evaluation, by the outcome Judged.")]
    public Output<Evaluation?> Evaluation { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        AgentStep[] steps = context.Get(Steps) ?? [];
        if (steps is not [.., { Call: { } call, Result: null }])
            throw new RunSettingsException("InvokeTool is reached only by the outcome Call of AgentTurn; connect it there.");
        SearchState search = context.Get(Search) ?? SearchState.Start;
        Picture? last = context.Get(Picture);
        // What AcceptStep has decided about is no longer open.
        Picture? open = last is not null && last.Iteration > search.Iteration ? last : null;
        return call.Tool switch
        {
            AgentTools.Generate => await GenerateAsync(context, run, steps, call, search, open),
            AgentTools.Evaluate => await EvaluateAsync(context, run, steps, call, open),
            AgentTools.Summarize => Answer(steps, await ShortenAsync(run, call.Text, context.CancellationToken), last),
            AgentTools.Look when search.Best is { } best => Answer(steps, best.Prompt, last),
            AgentTools.Look => Refuse(steps, "There is no picture yet; generate one.", last),
            _ => Refuse(steps, $"There is no tool '{call.Tool}'. Use generate, evaluate, summarize, look or finish.", last),
        };
    }

    private async Task<EffectResult> GenerateAsync(EffectContext context, RunRow run, AgentStep[] steps, AgentCall call, SearchState search, Picture? open)
    {
        if (open is not null)
            return Refuse(steps, $"{open.File} has not been judged yet; evaluate it.", open);
        if (run.Settings.MaxIterations > 0 && search.Iteration >= run.Settings.MaxIterations)
            return Refuse(steps, string.Create(CultureInfo.InvariantCulture, $"All {run.Settings.MaxIterations} pictures of this run are painted; finish."), null);
        Picture picture = await new PicturePainting(backEnds, artifacts, time).PaintAsync(run, search, call.Text, null, context);
        return Answer(steps, picture.File, picture);
    }

    private async Task<EffectResult> EvaluateAsync(EffectContext context, RunRow run, AgentStep[] steps, AgentCall call, Picture? open)
    {
        if (open is null)
            return Refuse(steps, "There is no picture that has not been judged; generate one.", null);
        Evaluation evaluation = open.Blocked is { } reason ? Activities.Evaluation.OfBlocked(reason) : await JudgeAsync(context, run, open);
        // Agents misspell files: only one picture can be meant, and it is told which one was judged.
        string told = call.Text == open.File ? evaluation.Reply : $"(judged: {open.File})\n{evaluation.Reply}";
        EffectResult answer = Answer(steps, told, open);
        return answer with { Outcomes = ["Judged"], Outputs = new Dictionary<string, object?>(answer.Outputs) { [nameof(Evaluation)] = evaluation } };
    }

    private async Task<Evaluation> JudgeAsync(EffectContext context, RunRow run, Picture picture) => await Inquiry.AskAsync(
        backEnds,
        run.Judge,
        new EvaluationRequest(run.Goal, picture.Prompt, await artifacts.Open(run.Id).ReadAsync(picture.File, context.CancellationToken)),
        context.Get(Retries),
        EvaluatorReply.Parse,
        verdict => !verdict.NeedsAnotherTry,
        context.CancellationToken);

    private async Task<string> ShortenAsync(RunRow run, string text, CancellationToken cancellationToken)
        => new PromptBudget(backEnds.Generator(run.Generator).Capabilities.MaxPromptTokens).MaxWords is { } words && text.Length > 0
            ? await backEnds.Proposer(run.Proposer).CondenseAsync(text, words, cancellationToken)
            : text;

    private static EffectResult Refuse(AgentStep[] steps, string why, Picture? picture) => Result(steps[^1] with { Result = why, Failed = true }, steps, picture);

    private static EffectResult Answer(AgentStep[] steps, string text, Picture? picture) => Result(steps[^1] with { Result = text }, steps, picture);

    private static EffectResult Result(AgentStep step, AgentStep[] steps, Picture? picture) => new()
    {
        Outcomes = ["Done"],
        Outputs = new Dictionary<string, object?> { [nameof(NewSteps)] = (AgentStep[])[.. steps[..^1], step], [nameof(NewPicture)] = picture, [nameof(Evaluation)] = null },
    };
}
