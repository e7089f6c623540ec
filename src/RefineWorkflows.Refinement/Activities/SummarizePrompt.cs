using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.SummarizePrompt", "Refine", "Shortens an idea to what the generator can read. A generator without a limit gets the idea as it is.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class SummarizePrompt(BackEnds backEnds, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The idea.", UIHint = "variable-picker")]
    public Input<string> Idea { get; } = new("");

    [Output("The next working prompt.")]
    public Output<string> Prompt { get; } = new();

    protected override EffectResult? TryWithoutAsking(EffectContext context)
        => Composer(context.Get(Run)).Budget.MaxWords is null ? Answer(context.Get(Idea).Trim()) : null;

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        PromptComposer composer = Composer(run);
        int words = composer.Budget.MaxWords!.Value;
        string idea = composer.DescriptionToCondense(context.Get(Idea));
        string prompt = await backEnds.Proposer(run.Proposer).CondenseAsync(idea, words, context.CancellationToken);
        if (!composer.Budget.Fits(composer.Compose(prompt).Text) || composer.Compose(prompt).Truncated)
            prompt = await backEnds.Proposer(run.Proposer).CondenseAsync(idea, composer.Budget.MaxWordsOnRepeat!.Value, context.CancellationToken);
        return Answer(prompt.Trim());
    }

    private PromptComposer Composer(RunRow run) => new(run.Constraints, backEnds.Generator(run.Generator).Capabilities);

    private static EffectResult Answer(string prompt) => new() { Outputs = new Dictionary<string, object?> { [nameof(Prompt)] = prompt } };
}
