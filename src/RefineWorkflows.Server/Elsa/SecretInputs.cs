using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Server.Elsa.Definitions;

namespace RefineWorkflows.Server.Elsa;

/// <summary>Inputs whose values are shown to nobody and leave in no file.</summary>
internal sealed class SecretInputs(ActivityRegistry registry)
{
    public const string Hidden = "••••••";

    private readonly Lazy<HashSet<string>> names = new(() => new(
        from activity in registry.Descriptors from input in activity.Inputs where input.Text.IsSecret select $"{activity.TypeName}/{input.Name}",
        StringComparer.OrdinalIgnoreCase));

    public bool Contain(string activityType, string input) => names.Value.Contains($"{activityType}/{input}");

    /// <summary>Empties the secret inputs of a drawing that say their value themselves. Those that name a setting, or compute, stay as they are.</summary>
    /// <returns>How many were emptied.</returns>
    public int Blank(JsonObject root)
    {
        int blanked = 0;
        foreach (JsonObject activity in ActivityTree.Activities(root).Where(one => ActivityTree.Text(one, "type") is not null))
        {
            string type = ActivityTree.Text(activity, "type")!;
            foreach (string member in activity.Select(one => one.Key).Where(name => Contain(type, name)).ToList())
                blanked += Blank(activity, member) ? 1 : 0;
        }

        return blanked;
    }

    private static bool Blank(JsonObject activity, string member)
    {
        switch (activity[member])
        {
            case JsonObject input when input["expression"] is JsonObject expression:
                if (ActivityTree.Text(expression, "type") is not (null or "Literal" or "Object" or "Json"))
                    return false;
                return Blank(expression, "value", expression["value"]);
            case JsonObject:
                return false;
            case var literal:
                return Blank(activity, member, literal);
        }
    }

    private static bool Blank(JsonObject holder, string member, JsonNode? value)
    {
        if (value is null || value.ToJsonString() is "\"\"" || SettingReferences.IsIn(value.ToString()))
            return false;
        holder[member] = "";
        return true;
    }
}
