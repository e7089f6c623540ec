using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Engine.Tests.Activities;

/// <summary>What drawings and Studio know of the built-in activities. A name that changes here breaks definitions that exist.</summary>
public sealed class Palette
{
    private static readonly ActivityRegistry Registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null);

    /// <param name="type">The type name.</param>
    /// <param name="traits">hidden, trigger, task, start, terminal.</param>
    /// <param name="ports">Slots that hold activities, those that nobody fills by dragging in brackets, then outcomes after a bar.</param>
    /// <param name="inputs">Names in order; an editor that is not the type's own after a colon; a star where the value stands unwrapped.</param>
    /// <param name="outputs">Names in order.</param>
    [Theory]
    [InlineData("Elsa.Workflow", "hidden", "(Root)", "", "")]
    [InlineData("Elsa.Flowchart", "hidden", "(Start)", "", "")]
    [InlineData("Elsa.Sequence", "hidden", "", "", "")]
    [InlineData("Elsa.StateMachine", "hidden", "", "", "")]
    [InlineData("Elsa.Parallel", "hidden", "", "", "")]
    [InlineData("Elsa.Fork", "hidden", "", "JoinMode*", "")]
    [InlineData("Elsa.If", "", "Then Else", "Condition:singleline", "Result")]
    [InlineData("Elsa.FlowDecision", "", "| True False", "Condition:singleline", "")]
    [InlineData("Elsa.Switch", "", "Default", "Cases*:switch-editor Mode", "Output")]
    [InlineData("Elsa.FlowSwitch", "", "| Default", "Cases*:flow-switch-editor Mode", "")]
    [InlineData("Elsa.FlowFork", "", "", "Branches:dynamic-outcomes", "")]
    [InlineData("Elsa.FlowJoin", "", "", "Mode", "")]
    [InlineData("Elsa.While", "", "Body", "Condition:singleline", "")]
    [InlineData("Elsa.ForEach", "", "Body", "Items:multitext", "CurrentValue")]
    [InlineData("Elsa.ParallelForEach", "", "Body", "Items:multitext", "CurrentValue")]
    [InlineData("Elsa.For", "", "Body", "Start End Step OuterBoundInclusive", "CurrentValue")]
    [InlineData("Elsa.FlowNode", "", "Body", "", "")]
    [InlineData("Elsa.Break", "terminal", "", "", "")]
    [InlineData("Elsa.End", "terminal", "", "", "")]
    [InlineData("Elsa.Finish", "terminal", "", "", "")]
    [InlineData("Elsa.Complete", "terminal", "", "Outcomes:outcome-picker", "")]
    [InlineData("Elsa.Start", "start", "", "", "")]
    [InlineData("Elsa.WriteLine", "", "", "Text", "")]
    [InlineData("Elsa.ReadLine", "hidden", "", "", "Result")]
    [InlineData("Elsa.SetVariable", "", "", "Variable*:variable-picker Value", "")]
    [InlineData("Elsa.SetOutput", "", "", "OutputName:output-picker OutputValue", "")]
    [InlineData("Elsa.SetName", "", "", "Value", "")]
    [InlineData("Elsa.Correlate", "", "", "CorrelationId", "")]
    [InlineData("Elsa.Fault", "", "", "Code Category FaultType Message", "")]
    [InlineData("Elsa.Delay", "", "", "TimeSpan", "")]
    [InlineData("Elsa.Timer", "trigger", "", "Interval", "")]
    [InlineData("Elsa.Cron", "trigger", "", "CronExpression TimeZone", "")]
    [InlineData("Elsa.StartAt", "trigger", "", "DateTime:datetime-picker", "")]
    [InlineData("Elsa.Event", "trigger", "", "EventName", "Result")]
    [InlineData("Elsa.PublishEvent", "", "", "EventName CorrelationId IsLocalEvent Payload", "")]
    [InlineData("Elsa.RunTask", "", "", "TaskName Payload:dictionary", "TaskId Result")]
    [InlineData("Elsa.ExecuteWorkflow", "task", "", "WorkflowDefinitionId:workflow-definition-picker CorrelationId Input:dictionary WaitForCompletion:checkbox", "Result")]
    [InlineData("Elsa.DispatchWorkflow", "", "", "WorkflowDefinitionId:workflow-definition-picker CorrelationId Input:dictionary WaitForCompletion:checkbox", "Result")]
    [InlineData("Elsa.BulkDispatchWorkflows", "task", "ChildCompleted ChildFaulted | Completed Canceled Done", "WorkflowDefinitionId:workflow-definition-picker Items:multitext DefaultItemInputKey CorrelationIdFunction Input:dictionary WaitForCompletion:checkbox", "")]
    [InlineData("Elsa.RunJavaScript", "", "", "Script:code-editor PossibleOutcomes:dynamic-outcomes", "Result")]
    public void An_activity_is_called_takes_and_gives_what_definitions_rely_on(string type, string traits, string ports, string inputs, string outputs)
    {
        ActivityDescriptor descriptor = Registry.Descriptors.Single(one => one.TypeName == type);

        Assert.Equal(Words(traits), Traits(descriptor.Text));
        string[] sides = ports.Split('|');
        Assert.Equal(Words(sides[0]), descriptor.Ports.Select(port => port.Name).Concat(descriptor.Text.HiddenPorts.Select(port => $"({port})")));
        Assert.Equal(sides.Length > 1 ? Words(sides[1]) : [], descriptor.Text.Outcomes);
        Assert.Equal(Words(inputs), descriptor.Inputs.Select(input => $"{input.Name}{(input.IsWrapped ? "" : "*")}{(input.Text.UIHint is { } hint ? $":{hint}" : "")}"));
        Assert.Equal(Words(outputs), descriptor.Outputs.Select(output => output.Name));
    }

    [Theory]
    [InlineData("Elsa.FlowDecision", "Decision", "Branching")]
    [InlineData("Elsa.FlowSwitch", "Switch (flow)", "Branching")]
    [InlineData("Elsa.FlowFork", "Fork (flow)", "Branching")]
    [InlineData("Elsa.FlowJoin", "Join", "Branching")]
    [InlineData("Elsa.FlowNode", "Container", "Flow")]
    [InlineData("Elsa.RunJavaScript", "Run JavaScript", "Scripting")]
    [InlineData("Elsa.Complete", null, "Composition")]
    [InlineData("Elsa.DispatchWorkflow", null, "Composition")]
    [InlineData("Elsa.WriteLine", null, "Console")]
    [InlineData("Elsa.Delay", null, "Scheduling")]
    [InlineData("Elsa.ParallelForEach", null, "Looping")]
    public void An_activity_stands_in_the_drawer_where_people_look_for_it(string type, string? displayName, string category)
    {
        ActivityDescriptor descriptor = Registry.Descriptors.Single(one => one.TypeName == type);

        Assert.Equal((displayName, category), (descriptor.Text.DisplayName, descriptor.Text.Category));
    }

    [Fact]
    public void Everything_that_people_see_is_explained_in_a_sentence()
    {
        foreach (ActivityDescriptor descriptor in Registry.Descriptors)
        {
            string[] texts = [descriptor.Text.Description, .. descriptor.Inputs.Select(input => input.Text.Description), .. descriptor.Outputs.Select(output => output.Text.Description)];
            Assert.All(texts, text => Assert.True(text.Length > 5 && text[^1] is '.' or '\'', $"{descriptor.TypeName}: {text}"));
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Traits(ActivityAttribute text) => new (bool Holds, string Name)[]
    {
        (!text.IsBrowsable, "hidden"), (text.IsTrigger, "trigger"), (text.IsTask, "task"), (text.IsStart, "start"), (text.IsTerminal, "terminal"),
    }.Where(trait => trait.Holds).Select(trait => trait.Name);
}
