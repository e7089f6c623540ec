using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

/// <summary>Known by name only, so that a definition that has it can be kept and is told why it cannot be published.</summary>
[Activity("Elsa.ReadLine", "Console", "Would block a server on its console; not offered here.", IsBrowsable = false)]
public sealed class ReadLine : Activity
{
    [Output("The line.")]
    public Output<string?> Result { get; } = new();

    protected internal override void Bind(ActivityBinding binding)
        => binding.Problem("type", $"{Node} would wait for somebody at the server's console, where nobody sits; wait for an Elsa.Event or an Elsa.RunTask instead");

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
        => throw new ActivityInputException(Node, "type", "a server has no console to read from; wait for an Elsa.Event instead");
}
