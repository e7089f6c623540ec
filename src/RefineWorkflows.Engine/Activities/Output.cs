namespace RefineWorkflows.Engine.Activities;

/// <summary>An output as drawn: where its value is copied to, besides being recorded.</summary>
public abstract class Output
{
    /// <summary>Name of the output, in Pascal case.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Id of the variable, or name of the workflow output, that receives the value; null when none does.</summary>
    public string? Target { get; internal set; }

    internal abstract Type ValueType { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class Output<T> : Output
{
    internal override Type ValueType => typeof(T);
}
