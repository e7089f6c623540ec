using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

[Activity("Elsa.WriteLine", "Console", "Writes a line to the host's output.")]
public sealed class WriteLine(TextWriter output) : Activity
{
    [Input("The line.")]
    public Input<string?> Text { get; } = new("");

    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        await output.WriteLineAsync((context.Get(Text) ?? "").AsMemory(), context.CancellationToken);
        context.Complete();
    }
}
