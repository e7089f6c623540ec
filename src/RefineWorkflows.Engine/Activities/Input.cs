using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities;

/// <summary>An input as drawn: an expression, or the value it has when nothing was drawn. The value of one visit is read through the context.</summary>
public abstract class Input
{
    /// <summary>Name of the input, in Pascal case.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>What was drawn; null when nothing was.</summary>
    public Expression? Expression { get; internal set; }

    /// <summary>Whether its value stays in memory: it is neither journaled nor shown.</summary>
    public bool IsSecret { get; internal set; }

    internal abstract Type ValueType { get; }

    internal abstract object? DefaultValue { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The type that the expression's value is converted to.</typeparam>
public sealed class Input<T>(T defaultValue) : Input
{
    /// <summary>The value when nothing was drawn.</summary>
    public T Default { get; } = defaultValue;

    /// <summary>What was drawn as a constant, or the default when nothing was drawn.</summary>
    /// <returns>False when it is an expression, whose value is known only while an instance runs.</returns>
    /// <exception cref="ConversionException">The constant does not fit the type.</exception>
    public bool TryGetConstant(out T value)
    {
        bool isConstant = Expression is null or { Kind: ExpressionKind.Literal or ExpressionKind.Object };
        value = isConstant && Expression is { } drawn && !drawn.Value.IsNull() ? (T)ValueConverter.Convert(drawn.Value, typeof(T))! : Default;
        return isConstant;
    }

    internal override Type ValueType => typeof(T);

    internal override object? DefaultValue => Default;
}
