namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>The limits of JavaScript expressions. Each evaluation has them to itself.</summary>
public sealed class JavaScriptOptions
{
    public const string Section = "JavaScript";

    /// <summary>The Node.js executable: a path, or a name looked up in PATH. Default "node". Version 20 or later.</summary>
    public string Node { get; set; } = "node";

    /// <summary>Worker processes, started when first needed; about 60 MB each. Default 2.</summary>
    public int Workers { get; set; } = 2;

    /// <summary>How long a script may run before it is interrupted. Default 2 s.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How much longer the host waits before it kills a worker whose script cannot be interrupted. Default 500 ms.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a worker may take to start before it is given up. Default 15 s.</summary>
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Memory that a script may use, in MiB. Default 64.</summary>
    public int MemoryLimitMiB { get; set; } = 64;

    /// <summary>Heap of the worker process around the interpreter (requests and replies pass through it), in MiB. Default 128.</summary>
    public int WorkerHeapMiB { get; set; } = 128;

    /// <summary>Stack of the interpreter in KiB: about a thousand nested calls at the default 256.</summary>
    public int StackLimitKiB { get; set; } = 256;

    /// <summary>Length of a script in UTF-8 bytes. Default 8192.</summary>
    public int MaxScriptBytes { get; set; } = 8 * 1024;

    /// <summary>Length of all values sent to one evaluation, as UTF-8 JSON. Default 8 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Length of a result with its variable writes, as JSON characters. Default 4 Mi.</summary>
    public int MaxResultCharacters { get; set; } = 4 * 1024 * 1024;

    /// <summary>Nesting of values, in and out. Default 64.</summary>
    public int MaxDepth { get; set; } = 64;

    /// <summary>Numbers, texts, objects and arrays in a result with its variable writes. Default 200,000.</summary>
    public int MaxElements { get; set; } = 200_000;

    /// <summary>Evaluations after which a worker is replaced by a fresh one. Default 5000.</summary>
    public int EvaluationsPerWorker { get; set; } = 5000;
}
