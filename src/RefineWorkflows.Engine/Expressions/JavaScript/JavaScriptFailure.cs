namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>Why an evaluation has no result.</summary>
public enum JavaScriptFailure
{
    /// <summary>The script cannot be read.</summary>
    Syntax,

    /// <summary>The script threw, recursed too deeply, or answered something that is no JSON.</summary>
    Thrown,

    /// <summary>The script ran past its time limit.</summary>
    Timeout,

    /// <summary>The script needed more memory than its limit.</summary>
    Memory,

    /// <summary>The script, its values or its result are larger or deeper than allowed.</summary>
    TooLarge,

    /// <summary>The worker process ended or answered nonsense; evaluating again may succeed.</summary>
    WorkerLost,

    /// <summary>Node.js was not found or did not start, so no script can be evaluated on this machine.</summary>
    NodeMissing,
}
