using System.Text.Json;
using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>A state of a state machine.</summary>
/// <param name="Name">Its name, unique in the machine.</param>
/// <param name="Entry">Runs when the state is entered, or null.</param>
/// <param name="Exit">Runs when the state is left, or null.</param>
internal sealed record MachineState(string Name, ActivityNode? Entry, ActivityNode? Exit)
{
    public static IReadOnlyList<MachineState> ReadAll(ActivityBinding binding)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return binding.List("states", (json, members) =>
        {
            string name = members.RequiredText("name", "transitions refer to a state by its name");
            if (!names.Add(name))
                members.Problems.Add(new($"{members.Path}.name", $"another state is called '{name}' too"));
            return new MachineState(name, Slot(binding, json, members, "entry"), Slot(binding, json, members, "exit"));
        });
    }

    /// <summary>The activity in a member, or null.</summary>
    internal static ActivityNode? Slot(ActivityBinding binding, JsonElement json, JsonMembers members, string member)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out JsonElement drawn) && drawn.ValueKind == JsonValueKind.Object
            ? binding.Child(drawn, $"{members.Path}.{member}")
            : null;
}
