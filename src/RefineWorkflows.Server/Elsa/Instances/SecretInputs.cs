using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Inputs whose values are shown to nobody.</summary>
internal sealed class SecretInputs(ActivityRegistry registry)
{
    public const string Hidden = "••••••";

    private readonly Lazy<HashSet<string>> names = new(() => new(
        from activity in registry.Descriptors from input in activity.Inputs where input.Text.IsSecret select $"{activity.TypeName}/{input.Name}",
        StringComparer.OrdinalIgnoreCase));

    public bool Contain(string activityType, string input) => names.Value.Contains($"{activityType}/{input}");
}
