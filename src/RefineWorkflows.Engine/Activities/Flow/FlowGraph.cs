namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>A flowchart as seen from one start: which edges lead on, which lead back, and what lies before what.</summary>
internal sealed class FlowGraph
{
    private readonly bool[] isForward;
    private readonly HashSet<int>[] ancestors;

    public FlowGraph(int activities, IReadOnlyList<FlowConnection> connections, int root)
    {
        Root = root;
        Connections = connections;
        Outbound = Group(activities, connections, one => one.Source);
        isForward = FindForward(activities, root);
        InboundForward = Group(activities, connections.Where(one => isForward[one.Index]), one => one.Target);
        ancestors = [.. Enumerable.Range(0, activities).Select(AncestorsOf)];
    }

    public int Root { get; }

    public IReadOnlyList<FlowConnection> Connections { get; }

    /// <summary>Edges that leave each activity, in the order of the drawing.</summary>
    public FlowConnection[][] Outbound { get; }

    /// <summary>Edges that lead on to each activity.</summary>
    public FlowConnection[][] InboundForward { get; }

    /// <summary>Whether an edge leads on, away from the root; otherwise it loops back.</summary>
    public bool IsForward(FlowConnection connection) => isForward[connection.Index];

    /// <summary>Activities from which this one can be reached without looping back.</summary>
    public IReadOnlySet<int> Ancestors(int activity) => ancestors[activity];

    /// <summary>An edge may loop back only to an activity that every way to its source passes through; otherwise the loop could be entered in its middle.</summary>
    public IEnumerable<FlowConnection> LoopsIntoTheMiddle()
        => Connections.Where(one => !isForward[one.Index] && IsReachable(Root, one.Source, avoiding: -1) && one.Source != one.Target && IsReachable(Root, one.Source, avoiding: one.Target));

    /// <summary>Breadth first from the root; an edge leads on unless its target already leads to its source.</summary>
    private bool[] FindForward(int activities, int root)
    {
        bool[] forward = new bool[Connections.Count];
        bool[] seen = new bool[activities];
        var next = new List<int>[activities];
        for (int i = 0; i < activities; i++)
            next[i] = [];
        var queue = new Queue<int>([root]);
        seen[root] = true;
        while (queue.TryDequeue(out int activity))
        {
            foreach (FlowConnection connection in Outbound[activity])
            {
                if (connection.Target == activity || Leads(next, connection.Target, activity))
                    continue;
                forward[connection.Index] = true;
                next[activity].Add(connection.Target);
                if (!seen[connection.Target])
                {
                    seen[connection.Target] = true;
                    queue.Enqueue(connection.Target);
                }
            }
        }

        return forward;
    }

    private static bool Leads(List<int>[] next, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var stack = new Stack<int>([from]);
        while (stack.TryPop(out int activity))
        {
            if (activity == to)
                return true;
            foreach (int target in next[activity])
            {
                if (seen.Add(target))
                    stack.Push(target);
            }
        }

        return false;
    }

    private bool IsReachable(int from, int to, int avoiding)
    {
        if (from == avoiding)
            return false;
        var seen = new HashSet<int> { from };
        var stack = new Stack<int>([from]);
        while (stack.TryPop(out int activity))
        {
            if (activity == to)
                return true;
            foreach (FlowConnection connection in Outbound[activity])
            {
                if (isForward[connection.Index] && connection.Target != avoiding && seen.Add(connection.Target))
                    stack.Push(connection.Target);
            }
        }

        return false;
    }

    private HashSet<int> AncestorsOf(int activity)
    {
        var found = new HashSet<int>();
        var stack = new Stack<int>([activity]);
        while (stack.TryPop(out int one))
        {
            foreach (FlowConnection connection in InboundForward[one])
            {
                if (found.Add(connection.Source))
                    stack.Push(connection.Source);
            }
        }

        return found;
    }

    private static FlowConnection[][] Group(int activities, IEnumerable<FlowConnection> connections, Func<FlowConnection, int> key)
    {
        ILookup<int, FlowConnection> groups = connections.ToLookup(key);
        return [.. Enumerable.Range(0, activities).Select(activity => groups[activity].ToArray())];
    }
}
