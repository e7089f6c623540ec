namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>A ComfyUI workflow cannot be used. The message names the file, the node and what to change.</summary>
public sealed class ComfyWorkflowException(string source, string problem, Exception? inner = null)
    : RefinementException($"ComfyUI workflow {source}: {problem}", inner);
