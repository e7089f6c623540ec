using System.Globalization;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>
/// Is in one state at a time, and waits there for what leads on. The first trigger that completes while its condition
/// holds wins: the others are ended, its action runs, then the state's exit, then the next state's entry. A state that
/// nothing leads on from ends the machine.
/// </summary>
[Activity("Elsa.StateMachine", "Flow", "Goes from state to state as triggers come.", IsBrowsable = false)]
public sealed class StateMachine : Activity
{
    private const string CurrentState = "CurrentState";
    private const string Entered = "entry";

    private IReadOnlyList<MachineState> states = [];
    private IReadOnlyList<MachineTransition> transitions = [];
    private string? initial;

    protected internal override void Bind(ActivityBinding binding)
    {
        states = MachineState.ReadAll(binding);
        transitions = MachineTransition.ReadAll(binding, states);
        initial = binding.Text("initialState") is { Length: > 0 } named ? named : states.Count > 0 ? states[0].Name : null;
        if (initial is not null && !states.Any(state => state.Name == initial))
            binding.Problem("initialState", $"the machine has no state '{initial}'");
    }

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        // Started by one of its triggers, the machine is in the state that waits for it.
        string? start = transitions.FirstOrDefault(one => one.Trigger is not null && one.Trigger == context.TriggerOfWorkflow)?.From ?? initial;
        if (start is not null)
            return EnterAsync(context, start);
        context.Complete();
        return ValueTask.CompletedTask;
    }

    protected internal override async ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (child.Tag == Entered)
        {
            await EnterAsync(context, await WaitAsync(context, context.Property<string>(CurrentState)!));
            return;
        }

        (string step, int index) = Read(child.Tag!);
        MachineTransition transition = transitions[index];
        switch (step)
        {
            case "trigger" when !await transition.HoldsAsync(context): context.Schedule(transition.Trigger!, child.Tag); break;
            case "trigger": await EnterAsync(context, Take(context, index)); break;
            case "action": await EnterAsync(context, Leave(context, index)); break;
            default: await EnterAsync(context, transition.To); break;
        }
    }

    private static string Tag(string step, int index) => string.Create(CultureInfo.InvariantCulture, $"{step}:{index}");

    private static (string Step, int Index) Read(string tag)
    {
        string[] parts = tag.Split(':');
        return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Enters a state, and those that it leads on to at once; null enters none.</summary>
    private async ValueTask EnterAsync(ActivityContext context, string? name)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        while (name is not null)
        {
            // Between two states that are passed at once nothing can change, so that a second pass would never be the last.
            if (!passed.Add(name))
                throw new ActivityInputException(Node, "transitions", $"from state '{name}' they lead back to it without waiting for anything; give one of them a trigger");
            context.SetProperty(CurrentState, name);
            if (states.First(state => state.Name == name).Entry is { } entry)
            {
                context.Schedule(entry, Entered);
                return;
            }

            name = await WaitAsync(context, name);
        }
    }

    /// <summary>Waits for what leads on from a state, or ends the machine.</summary>
    /// <returns>The state to enter at once, or null.</returns>
    private async ValueTask<string?> WaitAsync(ActivityContext context, string name)
    {
        for (int index = 0; index < transitions.Count; index++)
        {
            if (transitions[index] is { Trigger: null } one && one.From == name && await one.HoldsAsync(context))
                return Take(context, index);
        }

        bool waits = false;
        for (int index = 0; index < transitions.Count; index++)
        {
            if (transitions[index] is { Trigger: { } trigger } one && one.From == name)
            {
                context.Schedule(trigger, Tag("trigger", index));
                waits = true;
            }
        }

        if (!waits)
            context.Complete();
        return null;
    }

    private string? Take(ActivityContext context, int index)
    {
        foreach (ExecutionState competitor in context.LiveChildren().ToList())
            context.Cancel(competitor);
        if (transitions[index].Action is not { } action)
            return Leave(context, index);
        context.Schedule(action, Tag("action", index));
        return null;
    }

    private string? Leave(ActivityContext context, int index)
    {
        MachineTransition transition = transitions[index];
        if (states.First(state => state.Name == transition.From).Exit is not { } exit)
            return transition.To;
        context.Schedule(exit, Tag("exit", index));
        return null;
    }
}
