using System.Collections.Concurrent;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>
/// Activities and connections, with loops and parallel branches. Every activity waits for all of its active inbound
/// branches by itself (a join states another rule); a branch that was not taken is passed over to its end, so that
/// nobody waits for it. The rules are those of Elsa's counter-based mode.
/// </summary>
[Activity("Elsa.Flowchart", "Flow", "Runs activities along connections.", IsBrowsable = false, HiddenPorts = ["Start"])]
public sealed class Flowchart : Activity
{
    /// <summary>Marks a visit that was reached over an edge that loops back: it is not counted again.</summary>
    private const string Back = "back";
    private const string RootProperty = "root";

    private readonly ConcurrentDictionary<int, FlowGraph> graphs = new();
    private IReadOnlyList<ActivityNode> activities = [];
    private IReadOnlyList<FlowConnection> connections = [];
    private Dictionary<string, int> indexOf = [];

    protected internal override void Bind(ActivityBinding binding)
    {
        activities = binding.ChildList("activities");
        indexOf = activities.Select((node, index) => (node.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        connections = FlowConnectionReader.Read(binding, activities.Select((node, index) => (node.LocalId, index)).ToDictionary(pair => pair.LocalId, pair => pair.index, StringComparer.Ordinal));
        if (activities.Count == 0)
            return;
        foreach (FlowConnection loop in GraphFrom(DefaultRoot(null)).LoopsIntoTheMiddle())
        {
            binding.Problem(
                $"connections[{loop.Index}]",
                $"the connection from '{activities[loop.Source].LocalId}' back to '{activities[loop.Target].LocalId}' closes a cycle that can be entered in its middle; loop back to an activity that every way passes through");
        }
    }

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (activities.Count == 0)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        int root = DefaultRoot(context.TriggerOfWorkflow);
        context.SetProperty(RootProperty, root);
        context.Schedule(activities[root]);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (child.Child.IsTerminal)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var counters = new FlowCounters(context);
        FlowGraph graph = GraphFrom(context.Property<int>(RootProperty));
        int activity = indexOf[child.Child.Id];
        if (child.Tag != Back)
            counters.Visit(activity);
        foreach (FlowConnection connection in graph.Outbound[activity])
            Pass(context, graph, counters, connection, connection.IsFollowed(child.Outcomes));
        counters.Save();
        CompleteWhenIdle(context);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCanceledAsync(ActivityContext context, ActivityNode child)
    {
        var counters = new FlowCounters(context);
        Skip(context, GraphFrom(context.Property<int>(RootProperty)), counters, indexOf[child.Id]);
        counters.Save();
        CompleteWhenIdle(context);
        return ValueTask.CompletedTask;
    }

    private void Pass(ActivityContext context, FlowGraph graph, FlowCounters counters, FlowConnection connection, bool followed)
    {
        counters.Visit(connection, followed);
        if (!graph.IsForward(connection))
        {
            if (followed)
                context.Schedule(activities[connection.Target], Back);
            return;
        }

        switch ((activities[connection.Target].Activity as FlowJoin)?.DrawnMode ?? FlowJoinMode.WaitAllActive)
        {
            case FlowJoinMode.WaitAny: PassToFirst(context, graph, counters, connection); break;
            case FlowJoinMode.WaitAll: PassWhenAllArrived(context, graph, counters, connection.Target, (all, taken) => taken == all); break;
            default: PassWhenAllArrived(context, graph, counters, connection.Target, (_, taken) => taken > 0); break;
        }
    }

    /// <summary>Waits until every inbound edge has been visited as often as the target is about to be, then goes on or passes it over.</summary>
    private void PassWhenAllArrived(ActivityContext context, FlowGraph graph, FlowCounters counters, int target, Func<int, int, bool> goesOn)
    {
        FlowConnection[] inbound = graph.InboundForward[target];
        if (inbound.Min(counters.Visits) <= counters.Visits(target))
            return;
        long newest = inbound.Max(counters.Visits);
        int taken = inbound.Count(one => counters.Visits(one) == newest && counters.WasFollowed(one));
        if (goesOn(inbound.Length, taken))
            context.Schedule(activities[target]);
        else
            Skip(context, graph, counters, target);
    }

    /// <summary>Goes on with the first branch that arrives, and ends what the others were doing.</summary>
    private void PassToFirst(ActivityContext context, FlowGraph graph, FlowCounters counters, FlowConnection connection)
    {
        int target = connection.Target;
        if (counters.Visits(connection) <= counters.Visits(target) || context.LiveChildren().Any(one => one.Activity == activities[target].Id && one.Status == ActivityStatus.Pending))
            return;
        FlowConnection[] inbound = graph.InboundForward[target];
        long newest = inbound.Max(counters.Visits);
        if (inbound.Any(one => counters.Visits(one) == newest && counters.WasFollowed(one)))
        {
            context.Schedule(activities[target]);
            IReadOnlySet<int> before = graph.Ancestors(target);
            foreach (ExecutionState late in context.LiveChildren().Where(one => before.Contains(indexOf[one.Activity])).ToList())
                context.Cancel(late);
        }
        else if (inbound.Min(counters.Visits) > counters.Visits(target))
        {
            Skip(context, graph, counters, target);
        }
    }

    /// <summary>Treats an activity as visited without running it, and with it the branch behind it.</summary>
    private void Skip(ActivityContext context, FlowGraph graph, FlowCounters counters, int activity)
    {
        counters.Visit(activity);
        foreach (FlowConnection connection in graph.Outbound[activity])
            Pass(context, graph, counters, connection, followed: false);
    }

    private static void CompleteWhenIdle(ActivityContext context)
    {
        if (!context.LiveChildren().Any())
            context.Complete();
    }

    /// <summary>The triggering activity, else a Start, else one that can start the workflow, else one that nothing leads to, else the first.</summary>
    private int DefaultRoot(ActivityNode? trigger)
    {
        if (trigger is not null && indexOf.TryGetValue(trigger.Id, out int triggered))
            return triggered;
        HashSet<int> targets = [.. connections.Select(one => one.Target)];
        return FirstIndex(node => node.IsStart)
            ?? FirstIndex(node => node.CanStartWorkflow)
            ?? FirstIndex(node => !targets.Contains(indexOf[node.Id]))
            ?? 0;
    }

    private int? FirstIndex(Func<ActivityNode, bool> wanted)
    {
        for (int i = 0; i < activities.Count; i++)
        {
            if (wanted(activities[i]))
                return i;
        }

        return null;
    }

    private FlowGraph GraphFrom(int root) => graphs.GetOrAdd(root, start => new FlowGraph(activities.Count, connections, start));
}
