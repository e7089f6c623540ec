using System.Reflection;
using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Activities;

/// <summary>What an activity type is called, takes, gives and leaves by. Read from its attributes once.</summary>
public sealed class ActivityDescriptor
{
    private readonly Func<Activity> make;

    private ActivityDescriptor(Type type, ActivityAttribute text, Func<Activity> make)
    {
        this.make = make;
        ClrType = type;
        Text = text;
    }

    public string TypeName => Text.TypeName;

    /// <summary>The type name's last word.</summary>
    public string Name => TypeName.Split('.')[^1];

    public ActivityAttribute Text { get; }

    public Type ClrType { get; }

    public required IReadOnlyList<InputDescriptor> Inputs { get; init; }

    public required IReadOnlyList<OutputDescriptor> Outputs { get; init; }

    /// <summary>Slots that hold other activities.</summary>
    public required IReadOnlyList<PropertyInfo> Ports { get; init; }

    internal Activity Make() => make();

    internal static ActivityDescriptor Of(Type type, Func<Activity> make)
    {
        ActivityAttribute text = type.GetCustomAttribute<ActivityAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no [Activity] attribute.");
        Activity sample = make();
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => Ancestors(property.DeclaringType!))];
        return new ActivityDescriptor(type, text, make)
        {
            Inputs = [.. from property in properties
                         let attribute = property.GetCustomAttribute<InputAttribute>()
                         where attribute is not null
                         select Describe(property, attribute, sample)],
            Outputs = [.. from property in properties
                          let attribute = property.GetCustomAttribute<OutputAttribute>()
                          where attribute is not null
                          select new OutputDescriptor(property.Name, ((Output)property.GetValue(sample)!).ValueType, attribute, property)],
            Ports = [.. properties.Where(property => property.IsDefined(typeof(PortAttribute)) && property.PropertyType == typeof(ActivityNode))],
        };
    }

    // What an activity shares with its kin comes first, as the kind is known by it.
    private static int Ancestors(Type type) => type.BaseType is { } parent ? 1 + Ancestors(parent) : 0;

    private static InputDescriptor Describe(PropertyInfo property, InputAttribute attribute, Activity sample)
    {
        object? value = property.GetValue(sample);
        InputDescriptor described = value is Input input
            ? new InputDescriptor(property.Name, input.ValueType, attribute, true, input.DefaultValue, property)
            : new InputDescriptor(property.Name, property.PropertyType, attribute, false, value, property);
        return sample.ChoicesOf(property.Name) is { } choices ? described with { Choices = choices } : described;
    }
}
